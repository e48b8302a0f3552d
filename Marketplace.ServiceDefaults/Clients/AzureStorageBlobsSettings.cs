using Azure.Core;

namespace Marketplace.ServiceDefaults.Clients;

/// <summary>The members of Aspire's settings of the same name.</summary>
public sealed class AzureStorageBlobsSettings
{
    public string? ConnectionString { get; set; }

    public Uri? ServiceUri { get; set; }

    public TokenCredential? Credential { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
