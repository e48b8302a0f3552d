namespace Marketplace.Contracts.Http;

/// <summary>The API refused a request: an RFC 9457 problem with the marketplace's stable code.</summary>
public sealed class ApiProblemException(int status, string code, string title, string? detail, IReadOnlyDictionary<string, string[]> errors)
    : Exception(detail ?? title)
{
    /// <summary>The code of what a larger plan has; <see cref="RequiredPlan"/> is its name.</summary>
    public const string PlanRequired = "plan_required";

    /// <summary>The code of a limit that is used up.</summary>
    public const string QuotaExceeded = "quota_exceeded";

    /// <summary>The smallest plan that allows it; null when it is not about plans, or none does.</summary>
    public string? RequiredPlan { get; init; }

    /// <summary>The HTTP status code; 503 when the API could not be reached.</summary>
    public int Status => status;

    /// <summary>Stable machine-readable code, for example <c>orders.not_found</c>.</summary>
    public string Code => code;

    /// <summary>One line that a person can read.</summary>
    public string Title => title;

    /// <summary>What happened and what to do about it.</summary>
    public string? Detail => detail;

    /// <summary>Messages per request field, keyed by the camelCase field name; empty when none apply.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;
}
