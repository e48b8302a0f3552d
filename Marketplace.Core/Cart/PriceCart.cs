using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Selling;
using Marketplace.Core.Tax;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

/// <param name="DiscountCents">Comes off the price; the amount that remains is taxed.</param>
/// <param name="TaxCents">On top of the amount.</param>
public sealed record PricedLine(long PriceCents, long DiscountCents, long TaxCents)
{
    public long AmountCents => PriceCents - DiscountCents;
}

/// <param name="Discount">The cart's code, also when it takes nothing off: <paramref name="Problem"/> says why.</param>
public sealed record PricedCart(IReadOnlyList<PricedLine> Lines, DiscountCode? Discount, DiscountProblem Problem, TaxAssessment Tax)
{
    public long SubtotalCents => Lines.Sum(line => line.PriceCents);

    public long DiscountCents => Lines.Sum(line => line.DiscountCents);

    public long TaxCents => Lines.Sum(line => line.TaxCents);

    public long TotalCents => SubtotalCents - DiscountCents + TaxCents;
}

/// <summary>Discount and tax of a cart: what the cart shows is what checkout charges, because both ask here.</summary>
public sealed class PriceCart(MarketplaceDb db, DiscountUses uses, ITaxCalculator tax, SettlementCurrency currency, TimeProvider time)
{
    /// <exception cref="TaxUnavailableException">The tax cannot be reckoned right now.</exception>
    public async Task<PricedCart> ExecuteAsync(CartOwner owner, IReadOnlyList<CartItem> items, string? code, TaxPlace place, CancellationToken cancellationToken)
    {
        var discount = await DiscountAsync(owner, Lines(items), code, isLocked: false, cancellationToken);
        var taxable = items.Select((item, position) => new TaxableLine($"{position + 1}-{item.Product.Id:N}", item.PriceCents - discount.LineCents[position])).ToList();
        var assessment = taxable.Count == 0
            ? TaxAssessment.None(0)
            : await tax.AssessAsync(new(currency.Code, taxable, place), cancellationToken);
        return new(
            [.. items.Select((item, position) => new PricedLine(item.PriceCents, discount.LineCents[position], assessment.LineCents[position]))],
            discount.Code,
            discount.Problem,
            assessment);
    }

    /// <summary>
    /// Holds the code until the transaction ends, so that of two buyers at its last redemption one finds it used up, and says whether the items
    /// still cost what was reckoned.
    /// </summary>
    public async Task<(DiscountProblem Problem, bool IsUnchanged)> ConfirmAsync(CartOwner owner, IReadOnlyList<CartItem> items, PricedCart priced, CancellationToken cancellationToken)
    {
        var discount = await DiscountAsync(owner, Lines(items), priced.Discount?.Code, isLocked: true, cancellationToken);
        var isUnchanged = items.Select(item => item.PriceCents).SequenceEqual(priced.Lines.Select(line => line.PriceCents))
            && discount.LineCents.SequenceEqual(priced.Lines.Select(line => line.DiscountCents));
        return (discount.Problem, isUnchanged);
    }

    private async Task<(DiscountCode? Code, DiscountProblem Problem, IReadOnlyList<long> LineCents)> DiscountAsync(
        CartOwner owner, IReadOnlyList<DiscountableLine> lines, string? code, bool isLocked, CancellationToken cancellationToken)
    {
        var nothing = new long[lines.Count];
        if (code is null)
        {
            return (null, DiscountProblem.None, nothing);
        }

        var found = isLocked
            ? await db.DiscountCodes.FromSql($"select * from selling.discount_codes where code = {code} for update").AsNoTracking().SingleAsync(cancellationToken)
            : await db.DiscountCodes.AsNoTracking().SingleAsync(discount => discount.Code == code, cancellationToken);
        var problem = DiscountPolicy.Check(found, lines, await uses.CountAsync(found.Code, owner, cancellationToken), time.GetUtcNow());
        return (found, problem, problem == DiscountProblem.None ? DiscountPolicy.Split(found, lines) : nothing);
    }

    private static List<DiscountableLine> Lines(IReadOnlyList<CartItem> items) =>
        [.. items.Select(item => new DiscountableLine(item.Product.Id, item.Product.SellerId, item.PriceCents))];
}
