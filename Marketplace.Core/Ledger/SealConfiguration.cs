using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Ledger;

internal sealed class SealConfiguration : IEntityTypeConfiguration<Seal>
{
    public void Configure(EntityTypeBuilder<Seal> builder)
    {
        builder.ToTable("seals", "ledger");
        builder.HasKey(seal => seal.Sequence);
        builder.Property(seal => seal.Sequence).ValueGeneratedNever();
        builder.HasIndex(seal => seal.EntryId).IsUnique();
        builder.HasOne<JournalEntry>().WithOne().HasForeignKey<Seal>(seal => seal.EntryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SellerSealConfiguration : IEntityTypeConfiguration<SellerSeal>
{
    public void Configure(EntityTypeBuilder<SellerSeal> builder)
    {
        builder.ToTable("seller_seals", "ledger");
        builder.HasKey(seal => new { seal.SellerId, seal.Number });
        builder.Property(seal => seal.Account).HasMaxLength(40);
        builder.Property(seal => seal.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(seal => new { seal.EntryId, seal.Position }).IsUnique();
        builder.HasIndex(seal => new { seal.SellerId, seal.PostedAt, seal.Number });
        builder.HasIndex(seal => new { seal.SellerId, seal.Account, seal.Currency, seal.Number }).IncludeProperties(seal => seal.BalanceCents);
        builder.HasOne<Posting>().WithOne().HasForeignKey<SellerSeal>(seal => new { seal.EntryId, seal.Position }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UnsealedEntryConfiguration : IEntityTypeConfiguration<UnsealedEntry>
{
    public void Configure(EntityTypeBuilder<UnsealedEntry> builder)
    {
        builder.ToTable("unsealed", "ledger");
        builder.HasKey(entry => entry.EntryId);
        builder.HasIndex(entry => new { entry.BookedAt, entry.EntryId });
    }
}

internal sealed class LedgerCheckConfiguration : IEntityTypeConfiguration<LedgerCheck>
{
    public void Configure(EntityTypeBuilder<LedgerCheck> builder)
    {
        builder.ToTable("checks", "ledger");
        builder.HasKey(check => check.Name);
        builder.Property(check => check.Name).HasMaxLength(20);
        builder.Property(check => check.Findings).HasColumnType("jsonb");
    }
}
