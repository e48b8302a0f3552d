using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Refunds;

namespace Marketplace.Web.Refunds;

/// <summary>A wish for money back, as text.</summary>
public sealed class RefundForm
{
    /// <summary>An order line's id; empty for the whole order.</summary>
    public string? Line { get; set; }

    public string? Amount { get; set; }

    [Required(ErrorMessage = "Say why, so that it can be answered."), StringLength(1_000, MinimumLength = 3, ErrorMessage = "Use 3 to 1,000 characters.")]
    public string? Reason { get; set; }

    /// <summary>Made with the form, so that a second click or a reload asks once.</summary>
    public string? Key { get; set; }

    /// <summary>Null when the amount cannot be read.</summary>
    public RefundRequest? ToRequest(string currency) => RefundAmount.TryParse(Amount, currency, out var amount)
        ? new() { LineId = Guid.TryParse(Line, out var id) ? id : null, Amount = amount, Reason = Reason?.Trim() ?? "" }
        : null;
}
