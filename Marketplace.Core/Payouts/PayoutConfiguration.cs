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
        builder.Property(transfer => transfer.IsFromCharge).HasDefaultValue(true).HasSentinel(true);
        builder.Property(transfer => transfer.OrderNumber).HasMaxLength(20);
        builder.HasIndex(transfer => transfer.StripeTransferId).IsUnique();
        builder.HasIndex(transfer => new { transfer.SellerId, transfer.Id });
        builder.HasIndex(transfer => new { transfer.OrderId, transfer.SellerId });
        builder.HasIndex(transfer => transfer.CreatedAt).HasFilter("state = 'Created'");
        builder.HasIndex(transfer => transfer.SellerId).HasFilter("state = 'Created'");
        builder.HasIndex(transfer => transfer.CreatedAt, "ix_transfers_failed").HasDatabaseName("ix_transfers_failed").HasFilter("state = 'Failed'");
    }
}

internal sealed class TransferReversalConfiguration : IEntityTypeConfiguration<TransferReversal>
{
    public void Configure(EntityTypeBuilder<TransferReversal> builder)
    {
        builder.ToTable("reversals", "payouts");
        builder.Property(reversal => reversal.Id).ValueGeneratedNever();
        builder.Property(reversal => reversal.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(reversal => reversal.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(reversal => reversal.CauseId).HasMaxLength(100);
        builder.HasIndex(reversal => reversal.TransferId);
        builder.HasIndex(reversal => reversal.SellerId).HasFilter("state = 'Created'");
        builder.HasIndex(reversal => reversal.StripeReversalId).IsUnique();
    }
}

internal sealed class PayoutHoldConfiguration : IEntityTypeConfiguration<PayoutHold>
{
    public void Configure(EntityTypeBuilder<PayoutHold> builder)
    {
        builder.ToTable("holds", "payouts");
        builder.Property(hold => hold.Id).ValueGeneratedNever();
        builder.Property(hold => hold.Kind).HasMaxLength(20);
        builder.Property(hold => hold.Reason).HasMaxLength(500);
        builder.Property(hold => hold.Appeal).HasMaxLength(2000);
        builder.Property(hold => hold.LiftedBecause).HasMaxLength(500);
        builder.HasIndex(hold => hold.SellerId).HasFilter("lifted_at is null");
        builder.HasIndex(hold => new { hold.SellerId, hold.Id });
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
        builder.HasIndex(payout => new { payout.SellerId, payout.Id });
        builder.HasIndex(payout => payout.ArrivalAt).HasFilter("state in ('Pending', 'InTransit')");
    }
}
