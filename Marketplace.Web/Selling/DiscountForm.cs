using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Marketplace.Contracts.Selling;

namespace Marketplace.Web.Selling;

/// <summary>A new discount code as a person types it.</summary>
public sealed class DiscountForm
{
    [Required(ErrorMessage = "Write the word that buyers type."), StringLength(40, ErrorMessage = "Use at most 40 characters.")]
    public string? Code { get; set; }

    /// <summary><c>percent</c> or <c>amount</c>.</summary>
    public string Kind { get; set; } = "percent";

    [Required(ErrorMessage = "Say how much it takes off.")]
    public string? Amount { get; set; }

    public string? Minimum { get; set; }

    public string? MaxRedemptions { get; set; }

    public string? MaxPerBuyer { get; set; }

    /// <summary>Days by UTC, as a date field sends them.</summary>
    public string? StartsAt { get; set; }

    public string? EndsAt { get; set; }

    // No box ticked is bound as null.
    public List<Guid> ProductIds { get; set => field = value ?? []; } = [];

    /// <summary>The request, or what is wrong at which field.</summary>
    public DiscountRequest? ToRequest(Action<string, string> refuse)
    {
        var isRight = true;
        void Refuse(string field, string message)
        {
            isRight = false;
            refuse(field, message);
        }

        var request = new DiscountRequest
        {
            Code = Code?.Trim() ?? "",
            ProductIds = ProductIds,
            MaxRedemptions = Number(MaxRedemptions, nameof(MaxRedemptions), Refuse),
            MaxPerBuyer = Number(MaxPerBuyer, nameof(MaxPerBuyer), Refuse),
            StartsAt = Day(StartsAt, nameof(StartsAt), Refuse),

            // The last day counts in full.
            EndsAt = Day(EndsAt, nameof(EndsAt), Refuse)?.AddHours(24),
        };
        if (Kind == "percent")
        {
            request.Percent = Number(Amount?.Trim().TrimEnd('%').Trim(), nameof(Amount), Refuse);
        }
        else if (PriceText.TryParse(Amount, out var amount, out var error))
        {
            request.Amount = amount;
        }
        else
        {
            Refuse(nameof(Amount), error);
        }

        if (PriceText.TryParse(Minimum, out var minimum, out var wrong))
        {
            request.Minimum = minimum;
        }
        else
        {
            Refuse(nameof(Minimum), wrong);
        }

        return isRight ? request : null;
    }

    private static int? Number(string? text, string field, Action<string, string> refuse)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        refuse(field, "Write a whole number.");
        return null;
    }

    private static DateTimeOffset? Day(string? text, string field, Action<string, string> refuse)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        }

        refuse(field, "Write a date such as 2026-12-24.");
        return null;
    }
}
