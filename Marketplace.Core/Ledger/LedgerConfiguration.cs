using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Ledger;

internal sealed class JournalEntryConfiguration : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("entries", "ledger");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.EventType).HasMaxLength(60);
        builder.Property(entry => entry.SourceId).HasMaxLength(120);
        builder.HasIndex(entry => new { entry.EventType, entry.SourceId }).IsUnique();

        // Entries lie in the table as they were booked, so a few pages of summaries lead to a day of them.
        builder.HasIndex(entry => entry.BookedAt).HasMethod("brin");
        builder.HasMany(entry => entry.Postings).WithOne().HasForeignKey(posting => posting.EntryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.ToTable("postings", "ledger");
        builder.HasKey(posting => new { posting.EntryId, posting.Position });
        builder.Property(posting => posting.Account).HasMaxLength(40);
        builder.Property(posting => posting.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(posting => new { posting.SellerId, posting.Account, posting.Currency }).IncludeProperties(posting => posting.AmountCents);
        builder.HasIndex(posting => posting.OrderLineId);
    }
}
