namespace Marketplace.ServiceDefaults.Clients;

/// <summary>The members of Aspire's settings of the same name.</summary>
public sealed class StackExchangeRedisSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
