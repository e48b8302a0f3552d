namespace Marketplace.NativeHost.Graph;

/// <summary>The calls of AppHost.cs that connect resources.</summary>
public static class ProjectExtensions
{
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> resource, string name)
        where T : IResourceWithEndpoints => resource.Resource.Endpoints[name];

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> resource, string name, string? value)
        where T : ProcessResource => resource.WithVariable(name, () => value ?? "");

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> resource, string name, IResourceBuilder<ParameterResource> value)
        where T : ProcessResource => resource.WithVariable(name, () => value.Resource.Value);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> resource, string name, EndpointReference value)
        where T : ProcessResource => resource.WithVariable(name, () => value.Url);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> resource, string name, ReferenceExpression value)
        where T : ProcessResource => resource.WithVariable(name, () => value.Value);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> resource, string name, ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : ProcessResource => resource.WithEnvironment(name, ReferenceExpression.Create(value));

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> resource, IResourceBuilder<IResourceWithConnectionString> source)
        where T : ProcessResource
    {
        var name = source.Resource.Name;
        resource.Resource.EnvironmentCallbacks.Add(variables =>
        {
            if (source.Resource.ConnectionStringExpression is not { } connectionString)
            {
                return;
            }

            variables["ConnectionStrings__" + name] = connectionString.Value;
            foreach (var (property, value) in source.Resource.ConnectionProperties)
            {
                variables[$"{VariableName(name)}_{property.ToUpperInvariant()}"] = value.Value;
            }
        });

        return resource;
    }

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> resource, IResourceBuilder<ProjectResource> source)
        where T : ProcessResource
    {
        foreach (var endpoint in source.Resource.Endpoints.Values)
        {
            resource.WithEnvironment($"services__{source.Resource.Name}__{endpoint.EndpointName}__0", endpoint);
            resource.WithEnvironment($"{VariableName(source.Resource.Name)}_{endpoint.EndpointName.ToUpperInvariant()}", endpoint);
        }

        return resource;
    }

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> resource, IResourceBuilder<IResource> dependency)
        where T : ProcessResource
    {
        resource.Resource.Waits.Add((dependency.Resource, false));
        return resource;
    }

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> resource, IResourceBuilder<IResource> dependency)
        where T : ProcessResource
    {
        resource.Resource.Waits.Add((dependency.Resource, true));
        return resource;
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> resource, string path)
        where T : ProcessResource
    {
        resource.Resource.HealthPath = path;
        return resource;
    }

    /// <summary>Local processes are reachable anyway.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> resource)
        where T : ProcessResource => resource;

    /// <summary>Without a proxy in front a port has one listener: one replica, whatever the number.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> resource, int replicas) => resource;

    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> resource, string endpointName, Action<ResourceUrl> callback)
        where T : ProcessResource
    {
        resource.Resource.UrlCallbacks.Add((endpointName, callback));
        return resource;
    }

    private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> resource, string name, Func<string> value)
        where T : ProcessResource
    {
        resource.Resource.EnvironmentCallbacks.Add(variables => variables[name] = value());
        return resource;
    }

    private static string VariableName(string name) => name.ToUpperInvariant().Replace('-', '_');
}
