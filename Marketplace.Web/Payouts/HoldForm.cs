using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Payouts;

namespace Marketplace.Web.Payouts;

public sealed class HoldForm
{
    [Required(ErrorMessage = "Whose transfers?"), StringLength(40, ErrorMessage = "A handle has at most 40 characters.")]
    public string? Seller { get; set; }

    [Required(ErrorMessage = "The seller has to be told why."), StringLength(500, MinimumLength = 10, ErrorMessage = "Use 10 to 500 characters.")]
    public string? Reason { get; set; }

    /// <summary>The last day; empty for two weeks.</summary>
    public DateOnly? DeadlineAt { get; set; }

    public PlaceHoldRequest ToRequest() => new()
    {
        Seller = Seller?.Trim().TrimStart('@') ?? "",
        Reason = Reason?.Trim() ?? "",
        DeadlineAt = DeadlineAt is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
    };
}
