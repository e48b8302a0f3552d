using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

/// <summary>The signed proof of one purchase, as it was issued.</summary>
public sealed class Receipt
{
    public required Guid OrderLineId { get; init; }

    /// <summary>The bytes of a <see cref="SignedDocument"/> around a <see cref="PurchaseReceipt"/>.</summary>
    public required byte[] Document { get; set; }
    public required DateTimeOffset IssuedAt { get; init; }
}

/// <summary>What the marketplace vouches for: the document behind <see cref="SignedDocument.ReceiptType"/>. Digests are SHA-256 in lower-case hex.</summary>
/// <param name="Format">1.</param>
/// <param name="LicenseTerms">Name of the text, such as <c>standard-1</c>.</param>
/// <param name="LicenseTermsSha256">Of the text as it was sold.</param>
/// <param name="Version">The newest when the order was paid; null when the product had none.</param>
/// <param name="PackageSha256">Of that version's zip.</param>
/// <param name="ManifestSha256">Of the payload of that version's manifest.</param>
public sealed record PurchaseReceipt(
    int Format,
    string Marketplace,
    string OrderNumber,
    Guid LineId,
    Guid ProductId,
    string Product,
    string Seller,
    string Buyer,
    string LicenseTerms,
    string LicenseTermsSha256,
    string? Version,
    string? PackageSha256,
    string? ManifestSha256,
    DateTimeOffset PurchasedAt);

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipts", "orders");
        builder.HasKey(receipt => receipt.OrderLineId);
        builder.HasOne<OrderLine>().WithOne().HasForeignKey<Receipt>(receipt => receipt.OrderLineId).OnDelete(DeleteBehavior.Cascade);
    }
}
