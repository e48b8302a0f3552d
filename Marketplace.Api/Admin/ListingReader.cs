using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

/// <summary>Approved listings as admins see them: the changes that wait, and all of them to suspend or restore.</summary>
internal sealed class ListingReader(MarketplaceDb db)
{
    public async Task<PageView<WaitingChangeView>> ListChangesAsync(TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var waiting = db.Products.AsNoTracking().Where(product => product.ChangeAskedAt != null && product.DeletedAt == null);
        var total = await waiting.CountUpAsync(cancellationToken);
        var products = await waiting
            .Where(product => EF.Functions.GreaterThan(ValueTuple.Create(product.ChangeAskedAt!.Value, product.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderBy(product => product.ChangeAskedAt).ThenBy(product => product.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = products.Take(limit).ToList();
        var sellers = await SellerBadges.LoadAsync(db, [.. shown.Select(product => product.SellerId).Distinct()], cancellationToken);
        var items = shown.ConvertAll(product => new WaitingChangeView(
            product.Id, product.Change!.Id, product.Slug, product.Title, SellerProductReader.StatusOf(product.State), sellers[product.SellerId],
            product.SalesCount, product.ChangeAskedAt!.Value, ListingChanges.Fields(product, product.Change)));
        return new(items, total, products.Count > limit ? new TimePosition(shown[^1].ChangeAskedAt!.Value, shown[^1].Id).ToString() : null);
    }

    /// <param name="text">The beginning of an address or a title, or a seller's handle; null for all.</param>
    public async Task<PageView<AdminProductView>> ListAsync(string? text, bool suspended, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var found = db.Products.AsNoTracking().Where(product => product.PublishedAt != null && product.DeletedAt == null);
        if (suspended)
        {
            found = found.Where(product => product.State == ProductState.Suspended);
        }

        if (text?.Trim() is { Length: > 0 } words)
        {
            var beginning = words.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
            found = found.Where(product => EF.Functions.Like(product.Slug, beginning) || EF.Functions.ILike(product.Title, beginning)
                || db.Users.Any(user => user.Id == product.SellerId && user.Handle == words));
        }

        var total = await found.CountUpAsync(cancellationToken);
        var products = await found
            .Where(product => EF.Functions.LessThan(ValueTuple.Create(product.UpdatedAt, product.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderByDescending(product => product.UpdatedAt).ThenByDescending(product => product.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = products.Take(limit).ToList();
        var sellers = await SellerBadges.LoadAsync(db, [.. shown.Select(product => product.SellerId).Distinct()], cancellationToken);
        var items = shown.ConvertAll(product => new AdminProductView(
            product.Id, product.Slug, product.Title, SellerProductReader.StatusOf(product.State), product.PriceCents is { } price ? new Money(price, product.Currency).ToView() : null,
            sellers[product.SellerId], product.SalesCount, product.SuspensionReason, product.PublishedAt, product.UpdatedAt));
        return new(items, total, products.Count > limit ? new TimePosition(shown[^1].UpdatedAt, shown[^1].Id).ToString() : null);
    }
}
