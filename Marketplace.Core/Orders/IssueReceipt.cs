using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <summary>
/// The signed receipt of a purchase: made once, after the payment or when somebody asks first, and the same bytes from then on. Only when its key
/// was revoked is the same content signed anew.
/// </summary>
public sealed class IssueReceipt(MarketplaceDb db, SigningKeys keys, CompanySettings company, TimeProvider time)
{
    public async Task<Result<byte[]>> ExecuteAsync(Guid orderId, Guid lineId, CancellationToken cancellationToken)
    {
        var line = await db.OrderLines.AsNoTracking().SingleOrDefaultAsync(line => line.Id == lineId && line.OrderId == orderId, cancellationToken);
        if (line is null)
        {
            return Error.NotFound("order line");
        }

        if (line.PaidAt is null)
        {
            return OrderErrors.NoReceipt;
        }

        var known = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.OrderLineId == lineId, cancellationToken);
        return known is null ? await IssueAsync(line, cancellationToken) : await RenewAsync(known, cancellationToken);
    }

    private async Task<byte[]> IssueAsync(OrderLine line, CancellationToken cancellationToken)
    {
        var payload = SignedDocument.PayloadOf(await ComposeAsync(line, cancellationToken));
        var document = (await keys.SignAsync(SignedDocument.ReceiptType, payload, cancellationToken)).ToBytes();
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"insert into orders.receipts (order_line_id, document, issued_at) values ({line.Id}, {document}, {now}) on conflict (order_line_id) do nothing", cancellationToken);

        // Of two that issue at once the first one's counts.
        return await db.Receipts.Where(receipt => receipt.OrderLineId == line.Id).Select(receipt => receipt.Document).SingleAsync(cancellationToken);
    }

    private async Task<byte[]> RenewAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        var document = SignedDocument.Parse(receipt.Document) ?? throw new InvalidOperationException($"The receipt of line {receipt.OrderLineId} is no signed document.");
        if (!await db.SigningKeys.AnyAsync(key => key.Id == document.KeyId && key.RevokedAt != null, cancellationToken))
        {
            return receipt.Document;
        }

        var renewed = (await keys.SignAsync(SignedDocument.ReceiptType, document.Payload, cancellationToken)).ToBytes();
        await db.Receipts.Where(row => row.OrderLineId == receipt.OrderLineId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Document, renewed), cancellationToken);
        return renewed;
    }

    private async Task<PurchaseReceipt> ComposeAsync(OrderLine line, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(order => order.Id == line.OrderId, cancellationToken);
        var seller = await db.Users.Where(user => user.Id == line.SellerId).Select(user => user.Handle).SingleAsync(cancellationToken);
        var version = await db.PackageVersions.Where(version => version.Id == line.BoughtVersionId)
            .Select(version => new { version.Version, version.Sha256, version.ManifestSha256 }).SingleOrDefaultAsync(cancellationToken);
        var terms = LicenseTerms.Of(line.License, line.TermsVersion);
        return new(
            1, company.Details?.Name ?? "Marketplace", order.Number, line.Id, line.ProductId, line.Title, seller, order.BillingName ?? order.BuyerName, terms.Name, terms.Sha256,
            version?.Version, version?.Sha256, version?.ManifestSha256, line.PaidAt!.Value);
    }
}

/// <summary>Receipts are ready before anybody asks.</summary>
public sealed class ReceiptsOnOrderPaid(MarketplaceDb db, IssueReceipt issue) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        foreach (var lineId in await db.OrderLines.Where(line => line.OrderId == message.OrderId).Select(line => line.Id).ToListAsync(cancellationToken))
        {
            await issue.ExecuteAsync(message.OrderId, lineId, cancellationToken);
        }
    }
}
