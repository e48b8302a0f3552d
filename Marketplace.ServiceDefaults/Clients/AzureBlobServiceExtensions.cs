using Azure.Core.Extensions;
using Azure.Storage.Blobs;
using Marketplace.ServiceDefaults.Clients;
using Marketplace.ServiceDefaults.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stands in for Aspire.Azure.Storage.Blobs: the same names, parameters and configuration section.</summary>
public static class AzureBlobServiceExtensions
{
    public static void AddAzureBlobServiceClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<AzureStorageBlobsSettings>? configureSettings = null,
        Action<IAzureClientBuilder<BlobServiceClient, BlobClientOptions>>? configureClientBuilder = null)
    {
        var settings = new AzureStorageBlobsSettings();
        builder.Configuration.GetSection("Aspire:Azure:Storage:Blobs").Bind(settings);
        ReadConnection(builder.Configuration.GetConnectionString(connectionName), settings);
        configureSettings?.Invoke(settings);
        var client = new BlobServiceClientBuilder();
        configureClientBuilder?.Invoke(client);

        builder.Services.AddSingleton(_ => client.Build(connectionName, settings));
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddCheck<BlobServiceHealthCheck>(connectionName, timeout: DependencyHealth.Timeout);
        }

        if (!settings.DisableTracing)
        {
            // The Azure SDK keeps its spans behind this switch until its conventions are final.
            AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Azure.Storage.Blobs.*"));
        }
    }

    // In Azure the connection string is the bare address of the blob service, signed in to by a credential.
    private static void ReadConnection(string? connection, AzureStorageBlobsSettings settings)
    {
        if (Uri.TryCreate(connection, UriKind.Absolute, out var address))
        {
            settings.ServiceUri = address;
        }
        else if (!string.IsNullOrEmpty(connection))
        {
            settings.ConnectionString = connection;
        }
    }
}
