using Marketplace.Core.Kernel;

namespace Marketplace.Core.Refunds;

public static class RefundErrors
{
    public static Error NotPaid { get; } = new(ErrorKind.Conflict, "refunds.not_paid", "This order is not paid, so there is nothing to refund.");

    public static Error NothingLeft { get; } = new(ErrorKind.Conflict, "refunds.nothing_left", "Everything of this order has been refunded already.");

    public static Error Disputed { get; } = new(ErrorKind.Conflict, "refunds.disputed", "The buyer's bank is disputing this payment. A refund is possible again when the dispute is decided.");

    public static Error InProgress { get; } = new(ErrorKind.Conflict, "refunds.in_progress", "Another refund of this order is on its way to Stripe. Try again in a minute.");

    public static Error AlreadyAsked { get; } = new(ErrorKind.Conflict, "refunds.already_asked", "You have asked for this refund already. The seller answers it; you will get a mail.");

    public static Error WindowOver { get; } = new(ErrorKind.Conflict, "refunds.window_over", "The time to ask for a refund of this purchase is over. Write to the seller; they can still refund you.");

    public static Error Demo { get; } = new(ErrorKind.Conflict, "refunds.demo", "This order belongs to the made-up history of the demo; Stripe has no payment to refund.");

    public static Error NotOpen { get; } = new(ErrorKind.Conflict, "refunds.not_open", "This request is decided already.");

    public static Error OtherSellers { get; } = new(ErrorKind.Conflict, "refunds.other_sellers", "This request is about products of other sellers too. Only the marketplace can decide it as a whole; refund your own products directly.");

    public static Error NoPreview { get; } = new(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now, so the effect on the seller's balance is not known. Try again in a minute.");

    public static Error AmountTooSmall { get; } = new(ErrorKind.Invalid, "refunds.amount_too_small", "The amount must be above zero.", "amount");

    public static Error WrongCurrency(string currency) => new(ErrorKind.Invalid, "refunds.wrong_currency", $"This order was paid in {currency}.", "amount");

    public static Error AboveRemaining(Money remaining) => new(ErrorKind.Invalid, "refunds.above_remaining", $"At most {remaining} of this can still be refunded.", "amount");

    public static Error Refused(string reason) => new(ErrorKind.PaymentFailed, "payment_failed", $"Stripe refused the refund. {reason}");
}
