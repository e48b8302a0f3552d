using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Questions;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Moderation;

internal sealed class ModerationCaseConfiguration : IEntityTypeConfiguration<ModerationCase>
{
    public void Configure(EntityTypeBuilder<ModerationCase> builder)
    {
        builder.ToTable("cases", "moderation", table => table.HasCheckConstraint("ck_cases_one_text", "num_nonnulls(review_id, question_id, entry_id, community_question_id) = 1"));
        builder.Property(found => found.Id).ValueGeneratedNever();
        builder.Property(found => found.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(found => found.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(found => found.Reason).HasMaxLength(1_000);
        builder.Ignore(found => found.Content);
        builder.HasIndex(found => new { found.ReviewId, found.Kind }).IsUnique().HasFilter("review_id is not null");
        builder.HasIndex(found => new { found.QuestionId, found.Kind }).IsUnique().HasFilter("question_id is not null");
        builder.HasIndex(found => found.EntryId).IsUnique().HasFilter("entry_id is not null");
        builder.HasIndex(found => found.CommunityQuestionId).IsUnique().HasFilter("community_question_id is not null");
        builder.HasIndex(found => new { found.OpenedAt, found.Id }).HasFilter("state = 'Open'");
        builder.HasIndex(found => new { found.DecidedAt, found.Id }).HasFilter("state <> 'Open'");
        builder.HasOne<Review>().WithMany().HasForeignKey(found => found.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Entry>().WithMany().HasForeignKey(found => found.EntryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CommunityQuestion>().WithMany().HasForeignKey(found => found.CommunityQuestionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Question>().WithMany().HasForeignKey(found => found.QuestionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ContentReportConfiguration : IEntityTypeConfiguration<ContentReport>
{
    public void Configure(EntityTypeBuilder<ContentReport> builder)
    {
        builder.ToTable("reports", "moderation");
        builder.HasKey(report => new { report.CaseId, report.ReporterId });
        builder.Property(report => report.Reason).HasConversion<string>().HasMaxLength(16);
        builder.Property(report => report.Text).HasMaxLength(1_000);
        builder.HasOne<ModerationCase>().WithMany().HasForeignKey(report => report.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(report => report.ReporterId).OnDelete(DeleteBehavior.Restrict);
    }
}
