namespace Marketplace.NativeHost.Graph;

public sealed class RedisResource : ProcessResource, IResourceWithConnectionString
{
    internal RedisResource(string name, ParameterResource password)
        : base(name) => (Password, Tcp) = (password, AddEndpoint("tcp", "redis", 63790));

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{EndpointReference.Host}:{Tcp.PortText},password={Password.Value}");

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties
    {
        get
        {
            yield return ("Host", ReferenceExpression.Create($"{EndpointReference.Host}"));
            yield return ("Port", ReferenceExpression.Create($"{Tcp.PortText}"));
            yield return ("Password", ReferenceExpression.Create($"{Password.Value}"));
            yield return ("Uri", ReferenceExpression.Create($"redis://:{Uri.EscapeDataString(Password.Value)}@{EndpointReference.Host}:{Tcp.PortText}"));
        }
    }

    internal ParameterResource Password { get; }

    internal EndpointReference Tcp { get; }
}
