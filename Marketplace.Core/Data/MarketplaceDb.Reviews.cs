using Marketplace.Core.Moderation;
using Marketplace.Core.Questions;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<HelpfulVote> HelpfulVotes => Set<HelpfulVote>();
    public DbSet<RatingTally> RatingTallies => Set<RatingTally>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<ModerationCase> ModerationCases => Set<ModerationCase>();
    public DbSet<ContentReport> ContentReports => Set<ContentReport>();
}
