using System.Globalization;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Design;

namespace Marketplace.Web.Subscriptions;

/// <summary>What plans, their prices and their features are called on pages. How much of what a plan has comes from the Api.</summary>
public static class PlanWords
{
    public const string Free = "free";
    public const string Month = "month";
    public const string Year = "year";

    private static readonly string[] Order = [Free, "pro", "team", "enterprise"];

    /// <summary>Larger plans are higher; −1 for a name that is none.</summary>
    public static int Rank(string? plan) => Array.IndexOf(Order, plan);

    public static string Title(string plan) => plan.Length == 0 ? plan : $"{char.ToUpperInvariant(plan[0])}{plan[1..]}";

    /// <summary>A known interval, whatever stands in the address.</summary>
    public static string IntervalOf(string? text) => text == Year ? Year : Month;

    public static string Per(string? interval) => interval == Year ? "a year" : "a month";

    public static string Paid(string? interval) => interval == Year ? "paid yearly" : "paid monthly";

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Without the cents of a whole amount: $49.</summary>
    public static string Whole(MoneyView money) => MoneyText.Format(money) is var text && text.EndsWith(".00", StringComparison.Ordinal) ? text[..^3] : text;

    public static MoneyView PriceOf(PlanView plan, string interval) => interval == Year ? plan.YearlyPrice : plan.MonthlyPrice;

    /// <summary>A year's price divided by twelve, rounded half up.</summary>
    public static MoneyView MonthOfYear(PlanView plan) => plan.YearlyPrice with { Amount = (plan.YearlyPrice.Amount + 6) / 12 };

    /// <summary>What twelve months cost more than a year.</summary>
    public static MoneyView Saving(PlanView plan) => plan.YearlyPrice with { Amount = 12 * plan.MonthlyPrice.Amount - plan.YearlyPrice.Amount };

    /// <summary>The features that tell a plan from the others, as whole phrases.</summary>
    public static IEnumerable<string> Telling(PlanView plan) => TellingFeatures(plan.Name)
        .Select(name => plan.Features.FirstOrDefault(feature => feature.Feature == name))
        .OfType<PlanFeatureView>()
        .Where(feature => feature.Included)
        .Select(Phrase);

    public static string Phrase(PlanFeatureView feature) => feature.Feature switch
    {
        "cloudBrain" => "Answers written by a language model",
        "brainQuestions" => $"{Many(feature)} questions to the Brain a month",
        "analyticsDays" => feature.Limit is { } days and < 365 ? $"Sales figures of {days} days" : "Sales figures of two years",
        "verifiedBadge" => "The verified badge beside your name",
        "customProfile" => "A shop page with banner, colour and pinned products",
        "publishedProducts" => feature.Limit is null ? "Products for sale without limit" : $"{Many(feature)} products for sale",
        "apiRequests" => $"{Many(feature)} API requests a day",
        "seats" => $"{Many(feature)} seats, with invitations",
        "teamSpace" => "Knowledge in the Brain that only your team reads",
        "priorityReview" => "Your submissions are looked at first",
        _ => $"{feature.Title}: {feature.Text}",
    };

    private static string Many(PlanFeatureView feature) => feature.Limit is { } limit ? limit.ToString("N0", CultureInfo.InvariantCulture) : "Any number of";

    private static string[] TellingFeatures(string plan) => plan switch
    {
        Free => ["brainQuestions", "publishedProducts", "analyticsDays", "apiRequests"],
        "pro" => ["brainQuestions", "publishedProducts", "cloudBrain", "verifiedBadge", "analyticsDays"],
        "team" => ["seats", "teamSpace", "brainQuestions", "publishedProducts", "apiRequests"],
        _ => ["seats", "publishedProducts", "brainQuestions", "apiRequests", "priorityReview"],
    };
}
