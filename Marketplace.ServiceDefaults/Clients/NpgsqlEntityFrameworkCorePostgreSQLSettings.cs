namespace Marketplace.ServiceDefaults.Clients;

/// <summary>The members of Aspire's settings of the same name.</summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    public string? ConnectionString { get; set; }

    public int? CommandTimeout { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableRetry { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableMetrics { get; set; }
}
