using Marketplace.Core.Brain.Answers;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<KnowledgeAnswer> KnowledgeAnswers => Set<KnowledgeAnswer>();

    public DbSet<AnswerCitation> AnswerCitations => Set<AnswerCitation>();

    public DbSet<QuestionCount> QuestionCounts => Set<QuestionCount>();

    public DbSet<ModelSpending> ModelSpendings => Set<ModelSpending>();
}
