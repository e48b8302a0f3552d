using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Core.Packages;

/// <summary>Makes the containers, and lets browsers send packages straight to the store.</summary>
public sealed class FileStoreSetup(IFileStore files, IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EnsureAsync(CancellationToken cancellationToken) => files.PrepareAsync(AllowedOrigins(), cancellationToken);

    // In Development the web app's port may change with every run; the signature guards the store in either case.
    private string AllowedOrigins() =>
        !environment.IsDevelopment() && configuration["Clients:Web"] is { Length: > 0 } web ? new Uri(web).GetLeftPart(UriPartial.Authority) : "*";
}
