using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>A seller's discount codes with what they brought about.</summary>
internal sealed class DiscountReader(MarketplaceDb db, TimeProvider time)
{
    /// <summary><c>20 % off</c>, <c>$5.00 off</c>.</summary>
    public static string Text(DiscountCode code) => code.Percent is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"{percent} % off")
        : $"{Currencies.Format(code.AmountCents ?? 0, code.Currency)} off";

    public async Task<PageView<DiscountView>> ListAsync(Guid sellerId, PageRequest page, CancellationToken cancellationToken)
    {
        var own = db.DiscountCodes.AsNoTracking().Where(code => code.SellerId == sellerId);
        var total = await own.CountUpAsync(cancellationToken);
        var rest = page.Before is { } before ? own.Where(code => code.Id < before) : own;
        var codes = await rest.OrderByDescending(code => code.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var next = codes.Count > page.Limit ? codes[page.Limit - 1].Id.ToString("N") : null;
        return new(await ToViewsAsync([.. codes.Take(page.Limit)], cancellationToken), total, next);
    }

    public async Task<DiscountView> ToViewAsync(DiscountCode code, CancellationToken cancellationToken) => (await ToViewsAsync([code], cancellationToken))[0];

    private async Task<IReadOnlyList<DiscountView>> ToViewsAsync(List<DiscountCode> codes, CancellationToken cancellationToken)
    {
        var words = codes.ConvertAll(code => code.Code);
        var uses = await db.Orders.Where(order => order.DiscountCode != null && words.Contains(order.DiscountCode) && order.State != OrderState.Canceled)
            .GroupBy(order => order.DiscountCode!)
            .Select(orders => new Use(orders.Key, orders.Count(), orders.Sum(order => order.State == OrderState.Pending ? 0 : order.DiscountCents)))
            .ToDictionaryAsync(use => use.Code, cancellationToken);
        return codes.ConvertAll(code => ToView(code, uses.GetValueOrDefault(code.Code) ?? new(code.Code, 0, 0)));
    }

    private DiscountView ToView(DiscountCode code, Use use)
    {
        MoneyView Amount(long cents) => new Money(cents, code.Currency).ToView();
        return new(
            code.Id, code.Code, Text(code), StatusOf(code, use.Count), code.Percent, code.AmountCents is { } cents ? Amount(cents) : null, code.ProductIds, code.StartsAt, code.EndsAt,
            code.MaxRedemptions, code.MaxPerBuyer, Amount(code.MinimumCents), code.IsActive, use.Count, Amount(use.GivenCents), code.CreatedAt);
    }

    private DiscountStatus StatusOf(DiscountCode code, int redemptions)
    {
        var now = time.GetUtcNow();
        return code switch
        {
            { IsActive: false } => DiscountStatus.Inactive,
            _ when now >= code.EndsAt => DiscountStatus.Ended,
            _ when redemptions >= code.MaxRedemptions => DiscountStatus.UsedUp,
            _ when now < code.StartsAt => DiscountStatus.Scheduled,
            _ => DiscountStatus.Active,
        };
    }

    private sealed record Use(string Code, int Count, long GivenCents);
}
