namespace Marketplace.Core.Orders;

public enum InvoiceKind
{
    Invoice,
    CreditNote,

    /// <summary>Takes a credit note back: the buyer's bank returned the refund.</summary>
    DebitNote,
}

/// <summary>
/// An issued invoice, one per order; credit note, one per refund or lost dispute; or debit note, one per returned refund. It keeps what it printed: a person or product that changes its name
/// later does not change it. Rows are never changed or deleted (a trigger), and numbers have no gaps.
/// </summary>
public sealed class Invoice
{
    public required Guid Id { get; init; }
    public required InvoiceKind Kind { get; init; }

    /// <summary><c>INV-YYYY-NNNNNN</c>, <c>CN-YYYY-NNNNNN</c> or <c>DN-YYYY-NNNNNN</c>.</summary>
    public required string Number { get; init; }
    public required Guid OrderId { get; init; }

    /// <summary>The refund or dispute that a note is for; null for an invoice.</summary>
    public Guid? CauseId { get; init; }
    public required string Currency { get; init; }
    public required long TotalCents { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>An <see cref="InvoiceDocument"/> as JSON.</summary>
    public required string Document { get; init; }
}

/// <summary>The last number given out in a series and year; its row is locked until the document that took the number is committed.</summary>
public sealed class InvoiceCounter
{
    public required string Series { get; init; }
    public required int Year { get; init; }
    public required int Last { get; init; }
}

/// <summary>What is printed.</summary>
/// <param name="Number">Null on the receipt of a free order, which has no invoice.</param>
/// <param name="CreditedNumber">On a credit note the invoice it belongs to, on a debit note the credit note it takes back.</param>
/// <param name="RefundedAt">On a credit note when the buyer got the money, on a debit note when it came back.</param>
/// <param name="TaxNote">Why no tax is charged (<c>reverse_charge</c>).</param>
/// <param name="PresentmentCurrency">With <paramref name="PresentmentCents"/> what the buyer's card was charged in, where it differs.</param>
public sealed record InvoiceDocument(
    InvoiceKind Kind,
    string? Number,
    string? CreditedNumber,
    string OrderNumber,
    DateTimeOffset IssuedAt,
    DateTimeOffset PaidAt,
    DateTimeOffset? RefundedAt,
    CompanyDetails Company,
    InvoiceBuyer Buyer,
    string Currency,
    int TaxRateBasisPoints,
    string? TaxNote,
    IReadOnlyList<InvoiceLine> Lines,
    string? PresentmentCurrency,
    long? PresentmentCents)
{
    public long NetCents => Lines.Sum(line => line.NetCents);

    public long TaxCents => Lines.Sum(line => line.TaxCents);

    public long GrossCents => Lines.Sum(line => line.GrossCents);

    public long DiscountCents => Lines.Sum(line => line.DiscountCents);
}

public sealed record InvoiceBuyer(string Name, string Email, string? Address, string? Country, string? TaxId);

/// <summary>Net = price − discount; gross = net + tax. On a note the price is what is credited or taken back.</summary>
public sealed record InvoiceLine(string Title, string License, string SellerName, long PriceCents, long DiscountCents, long TaxCents)
{
    public long NetCents => PriceCents - DiscountCents;

    public long GrossCents => NetCents + TaxCents;
}

/// <summary>The marketplace as its documents name it; configuration section <c>Company</c>.</summary>
/// <param name="Address">Lines parted by line feeds.</param>
public sealed record CompanyDetails(string Name, string Address, string TaxId, string Email);
