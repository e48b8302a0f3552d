namespace Marketplace.Core.Accounts;

/// <summary>What plans differ in: either a plan has it or not, or it has a number of it. What each plan has is <see cref="PlanTable"/>.</summary>
public enum PlanFeature
{
    /// <summary>Answers of the Brain written by a language model in the cloud, where one is configured.</summary>
    CloudBrain,

    /// <summary>Questions to the Brain in a calendar month, UTC.</summary>
    BrainQuestions,

    /// <summary>How many days back the sales figures go, today included.</summary>
    AnalyticsDays,

    /// <summary>The seal beside the name of a seller whose identity Stripe has checked.</summary>
    VerifiedBadge,

    /// <summary>Banner, accent colour and pinned products on the seller's page.</summary>
    CustomProfile,

    /// <summary>Listings that are for sale at once.</summary>
    PublishedProducts,

    /// <summary>API requests with personal access tokens in a day, UTC.</summary>
    ApiRequests,

    /// <summary>People who use the plan together, its owner included.</summary>
    Seats,

    /// <summary>Knowledge in the Brain that only the team reads.</summary>
    TeamSpace,

    /// <summary>Submissions are looked at before those of sellers without it.</summary>
    PriorityReview,
}
