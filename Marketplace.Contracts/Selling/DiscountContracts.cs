using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Selling;

[JsonConverter(typeof(JsonStringEnumConverter<DiscountStatus>))]
public enum DiscountStatus
{
    [JsonStringEnumMemberName("active")] Active,
    [JsonStringEnumMemberName("scheduled")] Scheduled,
    [JsonStringEnumMemberName("ended")] Ended,
    [JsonStringEnumMemberName("used_up")] UsedUp,
    [JsonStringEnumMemberName("inactive")] Inactive,
}

/// <summary>A seller's discount code; either a percentage or an amount.</summary>
public sealed record DiscountRequest
{
    /// <summary>3 to 40 letters, digits, hyphens and underscores; fixed once made.</summary>
    [StringLength(40)]
    public string Code { get; set; } = "";

    /// <summary>1 to 100.</summary>
    public int? Percent { get; set; }

    /// <summary>Off all eligible lines together.</summary>
    public MoneyView? Amount { get; set; }

    /// <summary>Empty: all of the seller's products.</summary>
    [MaxLength(100)]
    public List<Guid> ProductIds { get; set; } = [];

    /// <summary>Now when left out.</summary>
    public DateTimeOffset? StartsAt { get; set; }
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>By all buyers together.</summary>
    public int? MaxRedemptions { get; set; }

    /// <summary>By each buyer; such a code needs an account.</summary>
    public int? MaxPerBuyer { get; set; }

    /// <summary>What the eligible lines must cost together.</summary>
    public MoneyView? Minimum { get; set; }
    public bool Active { get; set; } = true;
}

/// <param name="Redemptions">Orders that carry the code and are paid or may still be paid.</param>
/// <param name="Given">What those that are paid took off.</param>
public sealed record DiscountView(
    Guid Id,
    string Code,
    string Text,
    DiscountStatus Status,
    int? Percent,
    MoneyView? Amount,
    IReadOnlyList<Guid> ProductIds,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    int? MaxRedemptions,
    int? MaxPerBuyer,
    MoneyView Minimum,
    bool Active,
    int Redemptions,
    MoneyView Given,
    DateTimeOffset CreatedAt);
