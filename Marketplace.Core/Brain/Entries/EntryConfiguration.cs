using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Entries;

internal sealed class EntryConfiguration : IEntityTypeConfiguration<Entry>
{
    public const string SlugIndex = "ix_entries_slug";

    private const string Public = "state = 'Published' and hidden_at is null";

    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("entries", "brain");

        // EF makes names unique across schemas: without a name of its own this one would rename the ledger's.
        builder.HasKey(entry => entry.Id).HasName("pk_brain_entries");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(entry => entry.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(entry => entry.Slug).HasMaxLength(120);
        builder.Property(entry => entry.Title).HasMaxLength(BrainPolicy.MaxTitle);
        builder.Property(entry => entry.Context).HasMaxLength(BrainPolicy.MaxContext);
        builder.Property(entry => entry.SourceUrl).HasMaxLength(400);
        builder.Property(entry => entry.DeprecatedReason).HasMaxLength(EntryPolicy.MaxReason);
        builder.Property(entry => entry.HiddenReason).HasMaxLength(1_000);
        builder.Ignore(entry => entry.IsPublic).Ignore(entry => entry.IsShown).Ignore(entry => entry.Space);
        builder.HasIndex(entry => entry.Slug, SlugIndex).IsUnique();
        builder.HasIndex(entry => new { entry.AuthorId, entry.Id });
        builder.HasIndex(entry => new { entry.PublishedAt, entry.Id }).HasFilter(Public);
        builder.HasIndex(entry => entry.Tags).HasMethod("gin").HasFilter(Public);
        builder.HasIndex(entry => entry.Stacks).HasMethod("gin").HasFilter(Public);
        builder.HasIndex(entry => entry.AnswersQuestionId).HasFilter("answers_question_id is not null");
        builder.HasIndex(entry => entry.ReplacedById).HasFilter("replaced_by_id is not null");
        builder.HasIndex(entry => new { entry.TeamId, entry.PublishedAt }).HasFilter("team_id is not null");
        builder.HasOne<Team>().WithMany().HasForeignKey(entry => entry.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(entry => entry.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Entry>().WithMany().HasForeignKey(entry => entry.ReplacedById).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<CommunityQuestion>().WithMany().HasForeignKey(entry => entry.AnswersQuestionId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class CommunityQuestionConfiguration : IEntityTypeConfiguration<CommunityQuestion>
{
    public void Configure(EntityTypeBuilder<CommunityQuestion> builder)
    {
        builder.ToTable("questions", "brain");
        builder.HasKey(question => question.Id).HasName("pk_brain_questions");
        builder.Property(question => question.Id).ValueGeneratedNever();
        builder.Property(question => question.Body).HasMaxLength(BrainPolicy.MaxQuestion);
        builder.Property(question => question.HiddenReason).HasMaxLength(1_000);
        builder.Ignore(question => question.IsPublic);
        builder.HasIndex(question => question.Id, "ix_questions_open").HasDatabaseName("ix_questions_open").HasFilter("closed_at is null and hidden_at is null");
        builder.HasIndex(question => new { question.AskerId, question.CreatedAt }).HasDatabaseName("ix_brain_questions_asker_id_created_at");
        builder.HasOne<User>().WithMany().HasForeignKey(question => question.AskerId).OnDelete(DeleteBehavior.Restrict);
    }
}
