using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Design;

namespace Marketplace.Web.Subscriptions;

/// <summary>What a subscription's and an invoice's state is called, and what comes next.</summary>
public static class SubscriptionWords
{
    public static (string Text, string Class) Badge(OwnSubscriptionView own) => own switch
    {
        { Status: "past_due" } => ("Payment overdue", "badge-bad"),
        { Status: "unpaid" } => ("Not paid", "badge-bad"),
        { CancelAt: not null } => ("Cancelled", "badge-hold"),
        { NextPlan: not null } => ("Changes soon", "badge-info"),
        { PendingPlan: not null } => ("Upgrade waits", "badge-hold"),
        _ => ("Active", "badge-good"),
    };

    public static (string Text, string Class) Badge(SubscriptionInvoiceView invoice) => invoice.Status switch
    {
        "paid" => ("Paid", "badge-good"),
        "open" => ("Open", "badge-hold"),
        "void" => ("Void", ""),
        "uncollectible" => ("Not collected", "badge-bad"),
        "draft" => ("Being made", ""),
        _ => (invoice.Status, ""),
    };

    /// <summary>What happens at the end of the paid time, as a sentence.</summary>
    public static string Next(OwnSubscriptionView own) => own switch
    {
        { CancelAt: { } end } => $"Ends on {PlanWords.Day(end)} and is not renewed.",
        { NextPlan: { } next } => $"Becomes {PlanWords.Title(next)}, {PlanWords.Paid(own.NextInterval ?? own.Interval)}, on {PlanWords.Day(own.PeriodEnd)}.",
        { Status: "past_due", RightsUntil: { } until } => $"Its features rest from {PlanWords.Day(until)} on unless it is paid.",
        { Status: "past_due" or "unpaid" } => "Its features rest until it is paid.",
        _ => $"Renews on {PlanWords.Day(own.PeriodEnd)} for {MoneyText.Format(own.Price)}.",
    };

    public static string PriceOf(OwnSubscriptionView own) => $"{MoneyText.Format(own.Price)} {PlanWords.Per(own.Interval)}";
}
