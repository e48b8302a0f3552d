namespace Marketplace.NativeHost.Graph;

public sealed class PostgresServerResource : ProcessResource
{
    internal PostgresServerResource(string name, ParameterResource password)
        : base(name) => (Password, Tcp) = (password, AddEndpoint("tcp", "tcp", 54320));

    internal ParameterResource Password { get; }

    internal EndpointReference Tcp { get; }

    internal List<PostgresDatabaseResource> Databases { get; } = [];

    internal string ConnectionStringTo(string database) =>
        $"Host={EndpointReference.Host};Port={Tcp.PortText};Username=postgres;Password={Password.Value};Database={database}";
}

public sealed class PostgresDatabaseResource : Resource, IResourceWithConnectionString
{
    private readonly PostgresServerResource server;

    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource server)
        : base(name) => (DatabaseName, this.server) = (databaseName, server);

    public string DatabaseName { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{server.ConnectionStringTo(DatabaseName)}");

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties
    {
        get
        {
            var (host, port, password) = (EndpointReference.Host, server.Tcp.PortText, server.Password.Value);
            yield return ("Host", ReferenceExpression.Create($"{host}"));
            yield return ("Port", ReferenceExpression.Create($"{port}"));
            yield return ("Username", ReferenceExpression.Create($"postgres"));
            yield return ("Password", ReferenceExpression.Create($"{password}"));
            yield return ("Uri", ReferenceExpression.Create($"postgresql://postgres:{Uri.EscapeDataString(password)}@{host}:{port}/{DatabaseName}"));
            yield return ("JdbcConnectionString", ReferenceExpression.Create($"jdbc:postgresql://{host}:{port}/{DatabaseName}"));
            yield return ("DatabaseName", ReferenceExpression.Create($"{DatabaseName}"));
        }
    }

    internal override ProcessResource Process => server;
}
