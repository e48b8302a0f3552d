using Marketplace.Core.Kernel;

namespace Marketplace.Core.Selling;

public static class DiscountErrors
{
    public static Error Unknown { get; } = new(ErrorKind.Invalid, "discounts.unknown", "There is no such discount code. Check the spelling.", "code");

    public static Error Taken { get; } = new(ErrorKind.Conflict, "discounts.code_taken", "This code exists already on the marketplace. Choose another.", "code");

    public static Error BadCode { get; } = Invalid("code", "A code has 3 to 40 letters, digits, hyphens and underscores.");

    public static Error PercentOrAmount { get; } = Invalid("percent", "Give either a percentage from 1 to 100 or an amount.");

    public static Error BadAmount { get; } = Invalid("amount", "The amount is more than nothing, in the marketplace's currency.");

    public static Error BadMinimum { get; } = Invalid("minimum", "The smallest order is zero or more, in the marketplace's currency.");

    public static Error BadDates { get; } = Invalid("endsAt", "The code must end after it starts.");

    public static Error BadLimits { get; } = Invalid("maxRedemptions", "Limits are whole numbers from 1 on.");

    public static Error ForeignProduct { get; } = Invalid("productIds", "A code can only be for your own products, at most 100.");

    public static Error NotApplicable(DiscountCode code, DiscountProblem problem) =>
        new(ErrorKind.Conflict, "discounts.not_applicable", $"{code.Code}: {DiscountPolicy.Explain(code, problem)} Remove it from your cart to go on.", "code");

    /// <summary>An older checkout of the same buyer took the last redemption.</summary>
    public static Error Overdrawn(string code) =>
        new(ErrorKind.Conflict, "discounts.not_applicable", $"{code} stands on another order of yours that is paid or can still be paid. Remove it from your cart to go on.", "code");

    private static Error Invalid(string field, string message) => new(ErrorKind.Invalid, "validation_failed", message, field);
}
