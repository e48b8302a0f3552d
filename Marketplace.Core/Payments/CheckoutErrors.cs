using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments;

public static class CheckoutErrors
{
    public static Error EmptyCart { get; } = new(ErrorKind.Conflict, "cart.empty", "Your cart is empty. Put a product into it first.");

    public static Error CartChanged { get; } = new(ErrorKind.Conflict, "cart.changed", "Your cart changed while you checked out. Look at it again, then go on.");

    public static Error TaxUnavailable { get; } = new(ErrorKind.Unavailable, "tax_unavailable", "The tax cannot be reckoned right now. Nothing was charged and your cart is kept: try again in a minute.");

    public static Error SignInOrEmail { get; } = new(ErrorKind.Invalid, "checkout.email_needed", "Sign in, or give the e-mail address that gets the order.", "email");

    public static Error PaymentUnavailable { get; } = new(ErrorKind.Unavailable, "payment_unavailable", "The payment page cannot be opened right now. Nothing was charged and your cart is kept: try again in a minute.");

    public static Error KeyMissing { get; } = new(ErrorKind.Invalid, "idempotency_key_required", "Send an Idempotency-Key header of 1 to 200 characters: the same key never orders twice.", "idempotencyKey");

    public static Error AmountTooSmall(string currency) => new(
        ErrorKind.Invalid, "amount_too_small", $"The smallest payment is {Currencies.Format(FeePolicy.SmallestCharge(currency), currency)}. Add another product.");

    public static Error Unavailable(string title) => new(ErrorKind.Conflict, "cart.unavailable_lines", $"“{title}” can no longer be bought. Remove it from your cart.");

    public static Error OwnProduct(string title) => new(ErrorKind.Conflict, "cart.own_product", $"“{title}” is your own product. Remove it from your cart.");

    public static Error PaymentUnderWay(string title) => new(
        ErrorKind.Conflict, "cart.payment_under_way", $"Your bank has not yet cleared your payment for “{title}”. It is yours once it has; remove it from your cart, so that you do not pay twice.");

    public static Error AlreadyOwned(string title) => new(ErrorKind.Conflict, "cart.already_owned", $"You already own “{title}”. Find it under your purchases, and remove it from your cart.");
}
