using Marketplace.Core.Kernel;

namespace Marketplace.Core.Subscriptions;

public static class SubscriptionErrors
{
    public static Error UnknownPlan { get; } = new(ErrorKind.Invalid, "subscriptions.unknown_plan", "Choose free, pro, team or enterprise.", "plan");

    public static Error UnknownInterval { get; } = new(ErrorKind.Invalid, "subscriptions.unknown_interval", "Choose month or year.", "interval");

    public static Error None { get; } = new(ErrorKind.Conflict, "subscriptions.none", "You have no subscription.");

    public static Error AlreadyThere { get; } = new(ErrorKind.Conflict, "subscriptions.already_on_plan", "You are on this plan already. Nothing was charged.");

    public static Error NothingToResume { get; } = new(ErrorKind.Conflict, "subscriptions.nothing_planned", "Nothing is planned that could be taken back: your plan goes on.");

    public static Error AlreadyEnding { get; } = new(ErrorKind.Conflict, "subscriptions.already_ending", "It is cancelled already, and works until the end of the paid period.");

    public static Error PaymentPending { get; } = new(ErrorKind.Conflict, "subscriptions.payment_pending", "An invoice of your subscription is not paid yet. Pay it, or change the card, and then change the plan.");

    public static Error ChangeUnderWay { get; } = new(ErrorKind.Conflict, "subscriptions.change_under_way", "Another change of your plan is under way. Look again in a moment.");

    public static Error PageClosed { get; } = new(ErrorKind.Conflict, "subscriptions.page_closed", "The payment page of this request is closed, and nothing was charged by it. Choose the plan again.");

    public static Error PreviewExpired { get; } = new(ErrorKind.Conflict, "subscriptions.preview_expired", "The amount you saw is too old. Nothing was charged: look at what it costs now.", "prorationDate");

    public static Error NotMade { get; } = new(ErrorKind.Conflict, "subscriptions.not_made", "That change was not made: Stripe never answered. Your plan is as shown; ask for the change again.");

    public static Error Unavailable { get; } = new(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now. Nothing has changed: try again in a minute.");

    public static Error NoInvoice { get; } = Error.NotFound("invoice");

    public static Error Refused(string reason) => new(ErrorKind.PaymentFailed, "payment_failed", $"Stripe did not accept the change, and your plan stays as it is. {reason}");
}
