namespace Marketplace.NativeHost.Graph;

public interface IResource
{
    string Name { get; }
}

public interface IResourceWithEndpoints : IResource
{
    IDictionary<string, EndpointReference> Endpoints { get; }
}

public interface IResourceWithConnectionString : IResource
{
    /// <summary>Null where the resource does not exist in native mode: nothing is injected then.</summary>
    ReferenceExpression? ConnectionStringExpression { get; }

    IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties { get; }
}

/// <summary>Written by NativeHost.targets for each project the AppHost references.</summary>
public interface IProjectMetadata
{
    string ProjectPath { get; }

    string AssemblyPath { get; }
}

public abstract class Resource(string name) : IResource
{
    public string Name => name;

    /// <summary>The process that has to run for this resource to be usable; null when it needs none.</summary>
    internal virtual ProcessResource? Process => null;
}
