namespace Marketplace.StripeSandbox.Payments;

/// <summary>What the bank says to a card.</summary>
internal sealed record CardRefusal(string Code, string? DeclineCode, string Message);

/// <summary>What becomes of a payment that the card's bank accepted.</summary>
internal enum CardAftermath
{
    None,
    RefundsPend,
    RefundsFail,
    DisputedAsFraudulent,
    DisputedAsNotReceived,
    Inquiry,
    EarlyFraudWarning,
}

internal sealed record TestCard(string Number, string Brand, CardRefusal? Refusal = null, bool NeedsAuthentication = false, string Purpose = "")
{
    public CardAftermath Aftermath { get; init; }

    /// <summary>Stripe's name of a payment method made of this card, such as `pm_card_visa`.</summary>
    public string? Alias { get; init; }

    /// <summary>Asks for 3-D Secure even when the buyer agreed before to be charged without being there.</summary>
    public bool AlwaysAuthenticates { get; init; }

    /// <summary>Its funds are available at once, not after two days.</summary>
    public bool SettlesAtOnce { get; init; }

    /// <summary>Can be saved with a customer; only charging it fails.</summary>
    public bool FailsOnlyWhenCharged { get; init; }
}

/// <summary>Stripe's test cards that the sandbox knows; every other number is refused as Stripe's test mode does.</summary>
internal static class TestCards
{
    public static readonly IReadOnlyList<TestCard> All =
    [
        new("4242424242424242", "visa", Purpose: "Succeeds") { Alias = "pm_card_visa" },
        new("4000002500003155", "visa", NeedsAuthentication: true, Purpose: "Asks for 3-D Secure"),
        new("4000002760003184", "visa", NeedsAuthentication: true, Purpose: "Asks for 3-D Secure every time") { AlwaysAuthenticates = true },
        new("4000000000003220", "visa", NeedsAuthentication: true, Purpose: "Requires 3-D Secure 2") { AlwaysAuthenticates = true },
        new("4000000000000341", "visa", new("card_declined", "generic_decline", "Your card was declined."), Purpose: "Is saved, then declined when charged") { FailsOnlyWhenCharged = true },
        new("4000000000000077", "visa", Purpose: "Succeeds; the funds are available at once") { Alias = "pm_card_bypassPending", SettlesAtOnce = true },
        new("4000000000000002", "visa", new("card_declined", "generic_decline", "Your card was declined."), Purpose: "Declined"),
        new("4000000000009995", "visa", new("card_declined", "insufficient_funds", "Your card has insufficient funds. Try a different card."), Purpose: "Insufficient funds"),
        new("4000000000000069", "visa", new("expired_card", null, "Your card is expired. Try a different card."), Purpose: "Expired card"),
        new("4000000000000127", "visa", new("incorrect_cvc", null, "Your card's security code is incorrect."), Purpose: "Wrong security code"),
        new("4000000000000119", "visa", new("processing_error", null, "An error occurred while processing your card. Try again in a little bit."), Purpose: "Processing error"),
        new("4000000000007726", "visa", Purpose: "Succeeds; a refund pends before it succeeds") { Alias = "pm_card_pendingRefund", Aftermath = CardAftermath.RefundsPend },
        new("4000000000005126", "visa", Purpose: "Succeeds; a refund succeeds and fails later") { Alias = "pm_card_refundFail", Aftermath = CardAftermath.RefundsFail },
        new("4000000000000259", "visa", Purpose: "Succeeds, then disputed as fraudulent") { Alias = "pm_card_createDispute", Aftermath = CardAftermath.DisputedAsFraudulent },
        new("4000000000002685", "visa", Purpose: "Succeeds, then disputed as not received") { Alias = "pm_card_createDisputeProductNotReceived", Aftermath = CardAftermath.DisputedAsNotReceived },
        new("4000000000001976", "visa", Purpose: "Succeeds, then an inquiry: no money moves") { Alias = "pm_card_createDisputeInquiry", Aftermath = CardAftermath.Inquiry },
        new("4000000000005423", "visa", Purpose: "Succeeds, then an early fraud warning") { Alias = "pm_card_createIssuerFraudRecord", Aftermath = CardAftermath.EarlyFraudWarning },
    ];

    public static readonly CardRefusal NotATestCard = new(
        "card_declined", "test_mode_live_card", "Your card was declined. This sandbox takes the listed test cards only.");

    public static readonly CardRefusal NotAuthenticated = new(
        "payment_intent_authentication_failure", null, "We are unable to authenticate your payment method. Please choose a different payment method and try again.");

    public static TestCard? Find(string number) => All.FirstOrDefault(c => c.Number == number);

    public static bool PassesLuhn(string digits)
    {
        if (digits.Length is < 12 or > 19 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }
}
