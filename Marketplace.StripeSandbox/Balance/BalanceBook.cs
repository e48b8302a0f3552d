using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Balance;

/// <summary>One movement to be booked.</summary>
internal sealed record Movement(string? Owner, string Type, string ReportingCategory, string Source, long Amount, string Currency)
{
    public long Fee { get; init; }
    public string FeeDescription { get; init; } = "Stripe processing fees";

    /// <summary>When the money can be used; at once when not said.</summary>
    public long? AvailableOn { get; init; }
    public string? Description { get; init; }
}

/// <summary>The only writer of balance transactions.</summary>
internal static class BalanceBook
{
    public static BalanceTransaction Book(Scope scope, Movement movement)
    {
        var availableOn = Math.Max(movement.AvailableOn ?? scope.Created, scope.Created);
        return scope.Put(new BalanceTransaction
        {
            Id = DocumentId.New("txn_"),
            Owner = movement.Owner,
            Created = scope.Created,
            Amount = movement.Amount,
            AvailableOn = availableOn,
            Currency = movement.Currency,
            Description = movement.Description,
            Fee = movement.Fee,
            FeeDetails = movement.Fee == 0 ? [] : [new FeeDetail(movement.Fee, movement.Currency, movement.FeeDescription, "stripe_fee")],
            Net = movement.Amount - movement.Fee,
            ReportingCategory = movement.ReportingCategory,
            Source = movement.Source,
            Status = availableOn <= scope.Created ? "available" : "pending",
            Type = movement.Type,
        });
    }

    public static IEnumerable<BalanceTransaction> Of(Scope scope, string? owner) =>
        scope.Session.All<BalanceTransaction>().Where(t => t.Owner == owner);

    public static BalanceAmount BalanceOf(Scope scope, string? owner, string currency) =>
        Balances.Of(Of(scope, owner), currency, currency, scope.Created);

    /// <summary>Marks funds whose time has come as available.</summary>
    public static void Mature(Scope scope)
    {
        foreach (var due in scope.Session.All<BalanceTransaction>().Where(t => t.Status == "pending" && t.AvailableOn <= scope.Created).ToList())
        {
            scope.Put(due with { Status = "available" });
        }
    }
}
