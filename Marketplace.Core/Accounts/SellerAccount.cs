namespace Marketplace.Core.Accounts;

/// <summary>A user who sells: the Stripe account and what Stripe says of it.</summary>
public sealed class SellerAccount
{
    public required Guid UserId { get; init; }

    /// <summary>Null until Stripe has answered the first request; the key of that request is derived from <see cref="UserId"/>.</summary>
    public string? StripeAccountId { get; set; }
    public bool DetailsSubmitted { get; set; }
    public bool TransfersActive { get; set; }
    public bool PayoutsEnabled { get; set; }
    public List<string> RequirementsDue { get; set; } = [];
    public required DateTimeOffset TermsAcceptedAt { get; init; }
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>When the sweep last looked for payouts to the bank; long ago where it never did.</summary>
    public DateTimeOffset PayoutsCheckedAt { get; set; } = DateTimeOffset.UnixEpoch;
}
