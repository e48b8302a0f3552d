using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Questions;

internal sealed class QuestionConfiguration : IEntityTypeConfiguration<Question>
{
    private const string Public = "answered_at is not null and hidden_at is null and answer_hidden_at is null";

    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.ToTable("questions", "questions");
        builder.Property(question => question.Id).ValueGeneratedNever();
        builder.Property(question => question.Body).HasMaxLength(QuestionPolicy.MaxBody);
        builder.Property(question => question.HiddenReason).HasMaxLength(1_000);
        builder.Property(question => question.AnswerHiddenReason).HasMaxLength(1_000);
        builder.Ignore(question => question.IsPublic);
        builder.HasIndex(question => new { question.ProductId, question.AnsweredAt, question.Id }).HasFilter(Public);
        builder.HasIndex(question => new { question.ProductId, question.FaqPosition }).HasFilter("faq_position is not null");
        builder.HasIndex(question => new { question.SellerId, question.Id }, "ix_questions_by_seller").HasDatabaseName("ix_questions_by_seller").HasFilter("hidden_at is null");
        builder.HasIndex(question => new { question.SellerId, question.Id }, "ix_questions_waiting_by_seller").HasDatabaseName("ix_questions_waiting_by_seller").HasFilter("hidden_at is null and answered_at is null");
        builder.HasIndex(question => new { question.AskerId, question.CreatedAt });
        builder.HasOne<Product>().WithMany().HasForeignKey(question => question.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(question => question.AskerId).OnDelete(DeleteBehavior.Restrict);
    }
}
