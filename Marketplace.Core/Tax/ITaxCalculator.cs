namespace Marketplace.Core.Tax;

/// <summary>What a sale is taxed: by a table of rates, or by Stripe Tax (<c>Tax:Calculator</c>).</summary>
public interface ITaxCalculator
{
    /// <exception cref="TaxUnavailableException">The calculator cannot be asked right now.</exception>
    Task<TaxAssessment> AssessAsync(TaxRequest request, CancellationToken cancellationToken);

    /// <summary>A sale was paid as assessed: tells the calculator, where it keeps books of its own. May be called twice.</summary>
    Task RecordSaleAsync(string calculationId, string orderNumber, CancellationToken cancellationToken);
}

/// <param name="Lines">What the buyer pays for each line before tax, in order.</param>
public sealed record TaxRequest(string Currency, IReadOnlyList<TaxableLine> Lines, TaxPlace Place);

public sealed record TaxableLine(string Reference, long AmountCents);

/// <summary>Who the buyer says to be. Without a country nothing is taxed.</summary>
/// <param name="Country">ISO 3166 in capitals; null when the buyer did not say.</param>
/// <param name="TaxId">As <see cref="TaxIdPolicy"/> writes it.</param>
public sealed record TaxPlace(string? Country, string? TaxId)
{
    public static TaxPlace Unknown { get; } = new(null, null);
}

/// <param name="RateBasisPoints">1900 is 19 %.</param>
/// <param name="Note">Why nothing is taxed although there is a country; for the invoice.</param>
/// <param name="LineCents">In the order of the request's lines; sums exactly to the whole tax.</param>
/// <param name="CalculationId">The calculator's own reference, to record the sale by.</param>
public sealed record TaxAssessment(int RateBasisPoints, string? Note, IReadOnlyList<long> LineCents, string? CalculationId)
{
    public const string ReverseCharge = "reverse_charge";

    public long TotalCents => LineCents.Sum();

    public static TaxAssessment None(int lines) => new(0, null, new long[lines], null);
}

public sealed class TaxUnavailableException(string message, Exception inner) : Exception(message, inner);
