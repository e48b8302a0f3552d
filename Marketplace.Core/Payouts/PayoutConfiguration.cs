using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payouts;

internal sealed class PayoutRunConfiguration : IEntityTypeConfiguration<PayoutRun>
{
    public void Configure(EntityTypeBuilder<PayoutRun> builder)
    {
        builder.ToTable("runs", "payouts");
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.HasIndex(run => run.MondayAt).IsUnique();
    }
}

internal sealed class SellerTransferConfiguration : IEntityTypeConfiguration<SellerTransfer>
{
    public void Configure(EntityTypeBuilder<SellerTransfer> builder)
    {
        builder.ToTable("transfers", "payouts");
        builder.Property(transfer => transfer.Id).ValueGeneratedNever();
        builder.Property(transfer => transfer.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(transfer => transfer.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(transfer => transfer.OrderNumber).HasMaxLength(20);
        builder.HasIndex(transfer => transfer.StripeTransferId).IsUnique();
        builder.HasIndex(transfer => new { transfer.SellerId, transfer.CreatedAt });
        builder.HasIndex(transfer => transfer.CreatedAt).HasFilter("state = 'Created'");
    }
}

internal sealed class BankPayoutConfiguration : IEntityTypeConfiguration<BankPayout>
{
    public void Configure(EntityTypeBuilder<BankPayout> builder)
    {
        builder.ToTable("bank_payouts", "payouts");
        builder.Property(payout => payout.Id).ValueGeneratedNever();
        builder.Property(payout => payout.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(payout => payout.State).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(payout => payout.StripePayoutId).IsUnique();
        builder.HasIndex(payout => new { payout.SellerId, payout.CreatedAt });
    }
}
