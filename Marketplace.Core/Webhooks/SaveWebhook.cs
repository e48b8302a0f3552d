using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <param name="Events">Names of <see cref="WebhookEvents"/>.</param>
public sealed record WebhookContent(string Url, string Description, IReadOnlyList<string> Events);

/// <param name="Secret">In this answer only.</param>
public sealed record WebhookWithSecret(WebhookEndpoint Endpoint, string Secret);

/// <summary>Makes, changes and deletes a seller's endpoints, and replaces their secrets.</summary>
public sealed class SaveWebhook(MarketplaceDb db, WebhookAddresses addresses, SigningSettings sealing, TimeProvider time)
{
    public Task<Result<WebhookWithSecret>> CreateAsync(Guid sellerId, WebhookContent content, CancellationToken cancellationToken) => db.InTransactionAsync<Result<WebhookWithSecret>>(async () =>
    {
        // The seller's row is locked: two tabs at the limit make one.
        var isSeller = await db.SellerAccounts.FromSql($"select * from accounts.seller_accounts where user_id = {sellerId} for update").AsNoTracking().AnyAsync(cancellationToken);
        if (!isSeller)
        {
            return AccountErrors.NotASeller;
        }

        if (Refuse(content) is { } refusal)
        {
            return refusal;
        }

        if (await db.WebhookEndpoints.CountAsync(endpoint => endpoint.SellerId == sellerId, cancellationToken) >= WebhookPolicy.MostEndpoints)
        {
            return WebhookErrors.TooMany;
        }

        var now = time.GetUtcNow();
        var key = WebhookSignature.NewKey();
        var made = db.WebhookEndpoints.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            SellerId = sellerId,
            Url = content.Url.Trim(),
            Description = content.Description.Trim(),
            Events = InOrder(content.Events),
            SealedSecret = sealing.Seal(key),
            StateAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        return new WebhookWithSecret(made, WebhookSignature.Show(key));
    }, cancellationToken);

    public Task<Result<WebhookEndpoint>> UpdateAsync(Guid sellerId, Guid id, WebhookContent content, CancellationToken cancellationToken) => ChangeAsync<WebhookEndpoint>(sellerId, id, endpoint =>
    {
        if (Refuse(content) is { } refusal)
        {
            return refusal;
        }

        (endpoint.Url, endpoint.Description, endpoint.Events, endpoint.UpdatedAt) = (content.Url.Trim(), content.Description.Trim(), InOrder(content.Events), time.GetUtcNow());
        return endpoint;
    }, cancellationToken);

    public Task<Result<WebhookWithSecret>> RotateAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) => ChangeAsync<WebhookWithSecret>(sellerId, id, endpoint =>
    {
        var key = WebhookSignature.NewKey();
        endpoint.Rotate(sealing.Seal(key), time.GetUtcNow());
        return new WebhookWithSecret(endpoint, WebhookSignature.Show(key));
    }, cancellationToken);

    /// <summary>With its log; what is under way has no place to be written to any more.</summary>
    public async Task<Result<Done>> DeleteAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) =>
        await db.WebhookEndpoints.Where(endpoint => endpoint.Id == id && endpoint.SellerId == sellerId).ExecuteDeleteAsync(cancellationToken) == 0 ? WebhookRows.None : default(Done);

    private Task<Result<T>> ChangeAsync<T>(Guid sellerId, Guid id, Func<WebhookEndpoint, Result<T>> change, CancellationToken cancellationToken) => db.InTransactionAsync<Result<T>>(async () =>
    {
        if (await WebhookRows.LockAsync(db, sellerId, id, cancellationToken) is not { } endpoint)
        {
            return WebhookRows.None;
        }

        var changed = change(endpoint);
        await db.SaveChangesAsync(cancellationToken);
        return changed;
    }, cancellationToken);

    private Error? Refuse(WebhookContent content) =>
        addresses.Refuse(content.Url.Trim())
        ?? (content.Events.Count == 0 ? WebhookErrors.NoEvents : null)
        ?? (content.Events.FirstOrDefault(name => !WebhookEvents.IsKnown(name)) is { } unknown ? WebhookErrors.UnknownEvent(unknown) : null);

    private static List<string> InOrder(IReadOnlyList<string> events) => [.. WebhookEvents.All.Select(kind => kind.Name).Where(events.Contains)];
}
