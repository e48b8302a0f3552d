using System.Text.Json.Serialization;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Orders;

[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("paid")] Paid,
    [JsonStringEnumMemberName("partially_refunded")] PartiallyRefunded,
    [JsonStringEnumMemberName("refunded")] Refunded,
    [JsonStringEnumMemberName("disputed")] Disputed,
    [JsonStringEnumMemberName("canceled")] Canceled,
}

[JsonConverter(typeof(JsonStringEnumConverter<OrderLineStatus>))]
public enum OrderLineStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("in_escrow")] InEscrow,
    [JsonStringEnumMemberName("released")] Released,
    [JsonStringEnumMemberName("transferred")] Transferred,
    [JsonStringEnumMemberName("refunded")] Refunded,
    [JsonStringEnumMemberName("canceled")] Canceled,
}

/// <param name="Tax">On top of the lines' prices less the discount.</param>
/// <param name="CheckoutUrl">While pending: the payment page to go on with; null otherwise.</param>
/// <param name="BillingName">Whom the invoice is made out to; null: the buyer.</param>
/// <param name="Presented">What the buyer paid in another currency, when Stripe converted the price; null otherwise.</param>
public sealed record OrderView(
    Guid Id,
    string Number,
    OrderStatus Status,
    MoneyView Total,
    MoneyView Tax,
    MoneyView Discount,
    IReadOnlyList<OrderLineView> Lines,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PaidAt,
    string? CheckoutUrl,
    string? DiscountCode,
    TaxView TaxDetails,
    string? BillingName,
    string? BillingAddress,
    MoneyView? Presented);

public sealed record OrderLineView(
    Guid Id,
    Guid ProductId,
    string Slug,
    string Title,
    LicenseName License,
    MoneyView Price,
    MoneyView PlatformFee,
    MoneyView ProcessingFee,
    MoneyView SellerAmount,
    OrderLineStatus Status,
    DateTimeOffset? EscrowReleaseAt,
    string? LicenseKey,
    ImageView? Cover,
    SellerBadgeView Seller,
    string? LatestVersion,
    int Downloads,
    MoneyView Discount,
    MoneyView Tax);

/// <param name="Url">Leads to the store while the purchase stands; follow redirects. Ranges work, so a broken download can go on.</param>
/// <param name="ExpiresAt">Wall-clock time, ten minutes ahead.</param>
/// <param name="Sha256">Lower-case hex of the zip's bytes.</param>
public sealed record DownloadView(string Url, DateTimeOffset ExpiresAt, string Sha256, string FileName, string Version, long SizeBytes);

/// <param name="Url">The store's own signed address; works for a minute.</param>
public sealed record StoreLinkView(string Url);

/// <summary>One step of the order's money.</summary>
/// <param name="Kind"><c>created</c>, <c>paid</c>, <c>release</c>, <c>transfer</c>, <c>reversal</c>, <c>refund_requested</c>, <c>refund_declined</c>, <c>refund</c>, <c>refund_failed</c>, <c>dispute</c>, <c>dispute_closed</c>.</param>
/// <param name="Done">False for a step that is still ahead; <paramref name="At"/> is then when it is expected.</param>
public sealed record TimelineEntryView(DateTimeOffset At, string Kind, string Text, MoneyView? Amount, bool Done);

/// <summary>A paper that corrects the order's invoice.</summary>
/// <param name="Kind"><c>credit_note</c> of a refund or a lost dispute, or <c>debit_note</c>, which takes one back because the bank returned the refund.</param>
public sealed record CreditNoteView(string Number, DateTimeOffset IssuedAt, MoneyView Total, string Kind);
