using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells buyers of a new version, once each; sellers what became of an upload or an appeal; admins what waits for them.</summary>
public sealed class VersionMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls, TimeProvider time)
    : IOutboxHandler<VersionPublished>, IOutboxHandler<VersionSubmitted>, IOutboxHandler<VersionDecided>, IOutboxHandler<FindingAppealed>, IOutboxHandler<AppealDecided>
{
    /// <summary>A message is worked off while its row is locked: many buyers are told by several messages.</summary>
    private const int BuyersAtOnce = 100;

    public async Task HandleAsync(VersionPublished message, CancellationToken cancellationToken)
    {
        var (version, product, _) = await LoadAsync(message.VersionId, cancellationToken);
        if (version.State != PackageState.Ready || version.YankedAt is not null)
        {
            return;
        }

        var buyers = await BuyersAsync(product.Id, message.AfterBuyerId, cancellationToken);
        foreach (var buyer in buyers)
        {
            await notifier.TellAsync(new Notice(
                NotificationKind.Versions, buyer.BuyerId, $"version:{version.Id}:{buyer.BuyerId}", $"New version {version.Version} of {product.Title}", Body(version, product, buyer), Owned(product, buyer), buyer.Email), cancellationToken);
        }

        if (buyers.Count == BuyersAtOnce)
        {
            db.Publish(new VersionPublished(version.Id, buyers[^1].BuyerId), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task HandleAsync(VersionSubmitted message, CancellationToken cancellationToken)
    {
        var (version, product, seller) = await LoadAsync(message.VersionId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName} has uploaded version {version.Version} of “{product.Title}”, which is for sale. The new version waits for approval.")
            .Link("Open the approval queue", urls.Submissions);
        await ToAdminsAsync($"version-submitted:{version.Id}:{Round(version)}", $"For approval: {product.Title} {version.Version}", body, cancellationToken);
    }

    public async Task HandleAsync(VersionDecided message, CancellationToken cancellationToken)
    {
        var (version, product, seller) = await LoadAsync(message.VersionId, cancellationToken);
        var text = message.State switch
        {
            PackageState.Refused => $"Version {version.Version} of “{product.Title}” was not accepted. The reason: {version.RefusedReason}",
            PackageState.Held => $"Version {version.Version} of “{product.Title}” is on hold: the check found something that buyers must not get, such as a secret. Remove it and upload the package again, or appeal the finding if it is none.",

            // Not of the version that a listing was published with: its own mail says that.
            PackageState.Ready when product.PublishedAt < version.ReadyAt => $"Version {version.Version} of “{product.Title}” is published, and its buyers are told.",
            _ => null,
        };
        if (text is not null)
        {
            var body = new MailBody().Paragraph($"{seller.DisplayName}, here is what became of your upload.").Paragraph(text).Link("Open your listing", urls.Product(product.Id));
            await notifier.TellAsync(new Notice(NotificationKind.Listings, seller.Id, $"version-decided:{version.Id}:{message.Round}", $"{product.Title} {version.Version}", body, urls.Product(product.Id)), cancellationToken);
        }
    }

    public async Task HandleAsync(FindingAppealed message, CancellationToken cancellationToken)
    {
        var appeal = await db.FindingAppeals.AsNoTracking().SingleAsync(appeal => appeal.Id == message.AppealId, cancellationToken);
        var (version, product, seller) = await LoadAsync(appeal.VersionId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName} appeals a finding in version {version.Version} of “{product.Title}”:")
            .Paragraph(appeal.Reason)
            .Link("Open the approval queue", urls.Submissions);
        await ToAdminsAsync($"appeal:{appeal.Id}", $"Appeal: {product.Title} {version.Version}", body, cancellationToken);
    }

    public async Task HandleAsync(AppealDecided message, CancellationToken cancellationToken)
    {
        var appeal = await db.FindingAppeals.AsNoTracking().SingleAsync(appeal => appeal.Id == message.AppealId, cancellationToken);
        var (version, product, seller) = await LoadAsync(appeal.VersionId, cancellationToken);
        var isGranted = appeal.State == AppealState.Granted;
        var body = new MailBody()
            .Paragraph(isGranted
                ? $"{seller.DisplayName}, we looked at the finding you appealed in “{product.Title}” {version.Version}. You are right: it no longer counts."
                : $"{seller.DisplayName}, we looked at the finding you appealed in “{product.Title}” {version.Version}, and it stands. Remove the cause and upload the package again.");
        if (appeal.Answer is { Length: > 0 } answer)
        {
            body.Paragraph(answer);
        }

        var link = urls.Product(product.Id);
        await notifier.TellAsync(new Notice(NotificationKind.Listings, seller.Id, $"appeal-decided:{appeal.Id}", $"Your appeal: {product.Title} {version.Version}", body.Link("Open your listing", link), link), cancellationToken);
    }

    private MailBody Body(PackageVersion version, Product product, VersionBuyer buyer)
    {
        var owned = buyer.OwnedVersion;
        var isBreaking = owned is not null && SemanticVersion.IsBreaking(owned, version.Version);
        var body = new MailBody()
            .Paragraph($"You own “{product.Title}”{(owned is null ? "" : $", last as version {owned}")}. Version {version.Version} is out, and it is yours.");
        if (isBreaking)
        {
            body.Paragraph("Its first number has grown: something that worked with your version may need a change. Read what is new before you update.");
        }

        return body
            .Paragraph(version.Changelog.Length > 0 ? $"What is new: {version.Changelog}" : "Its seller has written nothing about what is new.")
            .Link("Download it, and see what changed", Owned(product, buyer));
    }

    private Uri Owned(Product product, VersionBuyer buyer) => buyer.IsGuest ? urls.Versions(product.Slug) : urls.Order(buyer.OrderNumber);

    private async Task<List<VersionBuyer>> BuyersAsync(Guid productId, Guid? after, CancellationToken cancellationToken)
    {
        var lines = db.OrderLines.Where(line => line.ProductId == productId
            && (line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred));
        var buyerIds = await lines.Where(line => after == null || line.BuyerId > after).Select(line => line.BuyerId).Distinct().Order().Take(BuyersAtOnce).ToListAsync(cancellationToken);
        var rows = await lines.Where(line => buyerIds.Contains(line.BuyerId))
            .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new { line.Id, line.BuyerId, line.PaidAt, line.BoughtVersionId, order.Number, order.BuyerEmail, IsGuest = order.GuestCartId != null })
            .ToListAsync(cancellationToken);
        var lineIds = rows.ConvertAll(row => row.Id);
        var downloaded = await db.Downloads.Where(download => lineIds.Contains(download.OrderLineId))
            .GroupBy(download => download.OrderLineId)
            .Select(group => new { group.Key, VersionId = group.OrderByDescending(download => download.At).First().PackageVersionId })
            .ToDictionaryAsync(row => row.Key, row => (Guid?)row.VersionId, cancellationToken);
        var versions = await db.PackageVersions.Where(version => version.ProductId == productId).ToDictionaryAsync(version => version.Id, version => version.Version, cancellationToken);
        return [.. rows.GroupBy(row => row.BuyerId).OrderBy(group => group.Key).Select(group =>
        {
            var last = group.MaxBy(row => row.PaidAt)!;
            var owned = downloaded.GetValueOrDefault(last.Id) ?? last.BoughtVersionId;
            return new VersionBuyer(group.Key, last.BuyerEmail, last.Number, last.IsGuest, owned is { } id ? versions.GetValueOrDefault(id) : null);
        })];
    }

    private async Task ToAdminsAsync(string key, string subject, MailBody body, CancellationToken cancellationToken)
    {
        foreach (var admin in await db.Users.AsNoTracking().Where(user => user.IsAdmin).ToListAsync(cancellationToken))
        {
            await notifier.TellAsync(new Notice(NotificationKind.Moderation, admin.Id, $"{key}:{admin.Id}", subject, body, urls.Submissions), cancellationToken);
        }
    }

    private static string Round(PackageVersion version) => version.Sha256 ?? "";

    private async Task<(PackageVersion Version, Product Product, User Seller)> LoadAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking().SingleAsync(version => version.Id == versionId, cancellationToken);
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == version.ProductId, cancellationToken);
        return (version, product, await db.Users.AsNoTracking().SingleAsync(user => user.Id == product.SellerId, cancellationToken));
    }

    /// <param name="OwnedVersion">What was downloaded last, else what was bought; null when neither is known.</param>
    private sealed record VersionBuyer(Guid BuyerId, string Email, string OrderNumber, bool IsGuest, string? OwnedVersion);
}
