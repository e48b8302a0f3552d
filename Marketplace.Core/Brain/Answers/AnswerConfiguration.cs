using System.Text.Json;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Answers;

internal sealed class KnowledgeAnswerConfiguration : IEntityTypeConfiguration<KnowledgeAnswer>
{
    public void Configure(EntityTypeBuilder<KnowledgeAnswer> builder)
    {
        builder.ToTable("answers", "brain", table => table.HasCheckConstraint("ck_answers_cost", "cost_micros >= 0"));
        builder.Property(answer => answer.Id).ValueGeneratedNever();
        builder.Property(answer => answer.Question).HasMaxLength(BrainPolicy.MaxQuestion);
        builder.Property(answer => answer.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(answer => answer.Engine).HasConversion<string>().HasMaxLength(16);
        builder.Property(answer => answer.Model).HasMaxLength(100);
        builder.Property(answer => answer.PromptVersion).HasMaxLength(32);
        builder.Property(answer => answer.StopReason).HasMaxLength(32);
        builder.Property(answer => answer.Note).HasMaxLength(32);
        Json(builder.Property(answer => answer.Sources));
        Json(builder.Property(answer => answer.Sentences));
        builder.HasIndex(answer => new { answer.AskerId, answer.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(answer => answer.AskerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Product>().WithMany().HasForeignKey(answer => answer.ProductId).OnDelete(DeleteBehavior.SetNull);
    }

    private static void Json<T>(PropertyBuilder<List<T>> property) => property.HasColumnType("jsonb").HasConversion(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Default)!,
        new ValueComparer<List<T>>((left, right) => ReferenceEquals(left, right), list => list.Count, list => list));
}

internal sealed class AnswerCitationConfiguration : IEntityTypeConfiguration<AnswerCitation>
{
    public void Configure(EntityTypeBuilder<AnswerCitation> builder)
    {
        builder.ToTable("citations", "brain");
        builder.HasKey(citation => new { citation.AnswerId, citation.Position });
        builder.HasIndex(citation => new { citation.AuthorId, citation.CreatedAt }).HasFilter("counts");
        builder.HasIndex(citation => citation.DocumentId).HasFilter("counts");
        builder.HasOne<KnowledgeAnswer>().WithMany().HasForeignKey(citation => citation.AnswerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class QuestionCountConfiguration : IEntityTypeConfiguration<QuestionCount>
{
    public void Configure(EntityTypeBuilder<QuestionCount> builder)
    {
        builder.ToTable("usage", "brain", table => table.HasCheckConstraint("ck_usage_questions", "questions >= 0"));
        builder.HasKey(count => new { count.UserId, count.Month });
        builder.HasOne<User>().WithMany().HasForeignKey(count => count.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ModelSpendingConfiguration : IEntityTypeConfiguration<ModelSpending>
{
    public void Configure(EntityTypeBuilder<ModelSpending> builder)
    {
        builder.ToTable("spending", "brain");
        builder.HasKey(spending => spending.Day);
    }
}
