namespace Marketplace.NativeHost.Graph;

/// <summary>No Elasticsearch server is installable from a package registry: it is absent in native mode, and the application searches with PostgreSQL.</summary>
public sealed class ElasticsearchResource : Resource, IResourceWithConnectionString
{
    internal ElasticsearchResource(string name)
        : base(name)
    {
    }

    public ReferenceExpression? ConnectionStringExpression => null;

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties => [];
}
