using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Selling;

/// <param name="Amount">Null for a percentage.</param>
public sealed record DiscountContent(
    int? Percent,
    Money? Amount,
    Money? Minimum,
    IReadOnlyList<Guid> ProductIds,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    int? MaxRedemptions,
    int? MaxPerBuyer,
    bool IsActive);

/// <summary>Makes or changes a seller's discount code. Orders keep what they were sold for.</summary>
public sealed class SaveDiscount(MarketplaceDb db, SettlementCurrency currency, TimeProvider time)
{
    public async Task<Result<DiscountCode>> CreateAsync(Guid sellerId, string code, DiscountContent content, CancellationToken cancellationToken)
    {
        var word = DiscountPolicy.Normalize(code);
        if (!DiscountPolicy.IsWellFormed(word))
        {
            return DiscountErrors.BadCode;
        }

        if (await RefuseAsync(sellerId, content, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        var discount = new DiscountCode { Id = Guid.CreateVersion7(now), SellerId = sellerId, Code = word, Currency = currency.Code, StartsAt = now, CreatedAt = now, UpdatedAt = now };
        Apply(discount, content, now);
        db.DiscountCodes.Add(discount);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return discount;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation(DiscountCodeConfiguration.CodeIndex))
        {
            return DiscountErrors.Taken;
        }
    }

    public async Task<Result<DiscountCode>> UpdateAsync(Guid sellerId, Guid id, DiscountContent content, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(sellerId, content, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return await ChangeAsync(sellerId, id, discount => Apply(discount, content, time.GetUtcNow()), cancellationToken);
    }

    public Task<Result<DiscountCode>> DeactivateAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) => ChangeAsync(sellerId, id, discount =>
    {
        discount.IsActive = false;
        discount.UpdatedAt = time.GetUtcNow();
    }, cancellationToken);

    private async Task<Result<DiscountCode>> ChangeAsync(Guid sellerId, Guid id, Action<DiscountCode> change, CancellationToken cancellationToken)
    {
        var discount = await db.DiscountCodes.AsTracking().SingleOrDefaultAsync(found => found.Id == id && found.SellerId == sellerId, cancellationToken);
        if (discount is null)
        {
            return Error.NotFound("discount code");
        }

        change(discount);
        await db.SaveChangesAsync(cancellationToken);
        return discount;
    }

    private async Task<Error?> RefuseAsync(Guid sellerId, DiscountContent content, CancellationToken cancellationToken)
    {
        if (content.Percent.HasValue == content.Amount.HasValue || content.Percent is < 1 or > 100)
        {
            return DiscountErrors.PercentOrAmount;
        }

        if (content.Amount is { } amount && (amount.Cents <= 0 || amount.Currency != currency.Code))
        {
            return DiscountErrors.BadAmount;
        }

        if (content.Minimum is { } minimum && (minimum.Cents < 0 || minimum.Currency != currency.Code))
        {
            return DiscountErrors.BadMinimum;
        }

        if (content.EndsAt <= (content.StartsAt ?? time.GetUtcNow()))
        {
            return DiscountErrors.BadDates;
        }

        if (content.MaxRedemptions is < 1 or > DiscountPolicy.MostRedemptions || content.MaxPerBuyer is < 1 or > DiscountPolicy.MostRedemptions)
        {
            return DiscountErrors.BadLimits;
        }

        var products = content.ProductIds.Distinct().ToList();
        var own = products.Count == 0 ? 0 : await db.Products.CountAsync(product => products.Contains(product.Id) && product.SellerId == sellerId, cancellationToken);
        return products.Count > DiscountPolicy.MostProducts || own != products.Count ? DiscountErrors.ForeignProduct : null;
    }

    private static void Apply(DiscountCode discount, DiscountContent content, DateTimeOffset now)
    {
        discount.Percent = content.Percent;
        discount.AmountCents = content.Amount?.Cents;
        discount.MinimumCents = content.Minimum?.Cents ?? 0;
        discount.ProductIds = [.. content.ProductIds.Distinct()];
        discount.StartsAt = content.StartsAt ?? discount.StartsAt;
        discount.EndsAt = content.EndsAt;
        discount.MaxRedemptions = content.MaxRedemptions;
        discount.MaxPerBuyer = content.MaxPerBuyer;
        discount.IsActive = content.IsActive;
        discount.UpdatedAt = now;
    }
}
