using Microsoft.Extensions.Configuration;

namespace Marketplace.NativeHost.Graph;

/// <summary>The Add… and With… calls of AppHost.cs that make resources. Only what AppHost.cs uses: an unknown call fails the native build, which keeps the two modes equal.</summary>
public static class ResourceExtensions
{
    /// <summary>Publishing needs Aspire: see the AppHost's DeploymentTarget.cs.</summary>
    public static void AddDeploymentTarget(this IDistributedApplicationBuilder builder)
    {
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, secret, () => builder.Configuration["Parameters:" + name]));

    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new ConnectionStringResource(name, () => builder.Configuration.GetConnectionString(name)));

    public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new PostgresServerResource(name, builder.Password(name)));

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> server, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, server.Resource);
        server.Resource.Databases.Add(database);
        return server.ApplicationBuilder.AddResource(database);
    }

    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new RedisResource(name, builder.Password(name)));

    public static IResourceBuilder<ElasticsearchResource> AddElasticsearch(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new ElasticsearchResource(name));

    public static IResourceBuilder<AzureStorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new AzureStorageResource(name));

    public static IResourceBuilder<AzureStorageResource> RunAsEmulator(this IResourceBuilder<AzureStorageResource> storage, Action<IResourceBuilder<AzureStorageResource>>? configure = null)
    {
        configure?.Invoke(storage);
        return storage;
    }

    public static IResourceBuilder<AzureBlobStorageResource> AddBlobs(this IResourceBuilder<AzureStorageResource> storage, string name) =>
        storage.ApplicationBuilder.AddResource(new AzureBlobStorageResource(name, storage.Resource));

    public static IResourceBuilder<MailPitContainerResource> AddMailPit(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new MailPitContainerResource(name));

    /// <summary>Native servers always keep their data, in the data folder.</summary>
    public static IResourceBuilder<T> WithDataVolume<T>(this IResourceBuilder<T> server, string? name = null)
        where T : Resource => server;

    /// <summary>There is no native pgweb.</summary>
    public static IResourceBuilder<PostgresServerResource> WithPgWeb(this IResourceBuilder<PostgresServerResource> server) => server;

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddResource(new ProjectResource(name, new TProject()));

    private static ParameterResource Password(this IDistributedApplicationBuilder builder, string name)
    {
        var password = new ParameterResource(name + "-password", secret: true, () => builder.Configuration[$"Parameters:{name}-password"]) { IsGenerated = true };
        return builder.AddResource(password).Resource;
    }
}
