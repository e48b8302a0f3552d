using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Disputes;

/// <summary>The bank's hint that a dispute may follow. Refunding in time prevents it.</summary>
internal sealed record EarlyFraudWarning : StripeObject
{
    public override string Object => "radar.early_fraud_warning";

    /// <summary>Until the charge is disputed or fully refunded.</summary>
    public required bool Actionable { get; init; }
    public required string Charge { get; init; }
    public required string FraudType { get; init; }
    public bool Livemode { get; init; }
    public string? PaymentIntent { get; init; }
}

internal static class FraudWarnings
{
    private const string FraudType = "unauthorized_use_of_card";

    public static EarlyFraudWarning Open(Scope scope, Charge charge)
    {
        if (charge.Status != "succeeded")
        {
            throw StripeError.Invalid($"Charge {charge.Id} has not been paid: there is nothing to warn of.", "charge");
        }

        var warning = scope.Put(new EarlyFraudWarning
        {
            Id = DocumentId.New("issfr_"),
            Owner = charge.Owner,
            Created = scope.Created,
            Actionable = !charge.Refunded && !charge.Disputed,
            Charge = charge.Id,
            FraudType = FraudType,
            PaymentIntent = charge.PaymentIntent,
        });
        scope.Emit("radar.early_fraud_warning.created", warning);
        return warning;
    }

    /// <summary>Refunded or disputed: it is too late, or no longer needed, to act.</summary>
    public static void Settle(Scope scope, Charge charge)
    {
        foreach (var warning in scope.Session.All<EarlyFraudWarning>().Where(w => w.Charge == charge.Id && w.Actionable).ToList())
        {
            scope.Emit("radar.early_fraud_warning.updated", scope.Put(warning with { Actionable = false }), warning);
        }
    }
}
