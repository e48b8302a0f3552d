using Microsoft.Extensions.Configuration;

namespace Marketplace.NativeHost.Graph;

public interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }

    IDistributedApplicationBuilder ApplicationBuilder { get; }
}

public interface IDistributedApplicationBuilder
{
    IConfiguration Configuration { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

/// <summary>Native mode only runs; publishing needs Aspire.</summary>
public sealed class DistributedApplicationExecutionContext
{
    private readonly bool isRunMode = true;

    public bool IsRunMode => isRunMode;

    public bool IsPublishMode => !isRunMode;
}
