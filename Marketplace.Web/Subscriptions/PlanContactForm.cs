using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Subscriptions;

namespace Marketplace.Web.Subscriptions;

/// <summary>A wish for Enterprise, as it is typed.</summary>
public sealed class PlanContactForm
{
    [Required(ErrorMessage = "Say for whom it is."), StringLength(120, MinimumLength = 2, ErrorMessage = "Use 2 to 120 characters.")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "Say how many people."), RegularExpression("^ *[0-9]{1,6} *$", ErrorMessage = "Write a number, such as 40.")]
    public string? Seats { get; set; }

    [Required(ErrorMessage = "Say what you need."), StringLength(4_000, MinimumLength = 10, ErrorMessage = "Use 10 to 4,000 characters.")]
    public string? Message { get; set; }

    public PlanContactRequest ToRequest() => new()
    {
        Company = Company?.Trim() ?? "",
        Seats = int.TryParse(Seats, out var seats) ? seats : 0,
        Message = Message?.ReplaceLineEndings("\n").Trim() ?? "",
    };
}
