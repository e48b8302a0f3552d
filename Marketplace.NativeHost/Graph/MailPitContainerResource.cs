namespace Marketplace.NativeHost.Graph;

public sealed class MailPitContainerResource : ProcessResource, IResourceWithConnectionString
{
    internal MailPitContainerResource(string name)
        : base(name)
    {
        // Not 10080: browsers refuse to open that one.
        (Smtp, Http) = (AddEndpoint("smtp", "smtp", 10025), AddEndpoint("http", "http", 10081));
        UrlCallbacks.Add(("http", url => url.DisplayText = "Mail inbox"));
    }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={Smtp.Url}");

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties
    {
        get
        {
            yield return ("Host", ReferenceExpression.Create($"{EndpointReference.Host}"));
            yield return ("Port", ReferenceExpression.Create($"{Smtp.PortText}"));
            yield return ("Uri", ReferenceExpression.Create($"{Smtp.Url}"));
        }
    }

    internal EndpointReference Smtp { get; }

    internal EndpointReference Http { get; }
}
