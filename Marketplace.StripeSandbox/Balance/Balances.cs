namespace Marketplace.StripeSandbox.Balance;

/// <summary>An amount of one currency, by whether it can be used yet.</summary>
internal readonly record struct BalanceAmount(string Currency, long Available, long Pending)
{
    public long Total => Available + Pending;
}

/// <summary>
/// An account's balance is the sum of its movements' net amounts and nothing else: available those whose time has come,
/// pending the rest.
/// </summary>
internal static class Balances
{
    public static IReadOnlyList<BalanceAmount> Of(IEnumerable<BalanceTransaction> movements, string defaultCurrency, long now)
    {
        var byCurrency = new SortedDictionary<string, BalanceAmount>(StringComparer.Ordinal) { [defaultCurrency] = new(defaultCurrency, 0, 0) };
        foreach (var movement in movements)
        {
            var current = byCurrency.GetValueOrDefault(movement.Currency, new BalanceAmount(movement.Currency, 0, 0));
            byCurrency[movement.Currency] = movement.AvailableOn <= now
                ? current with { Available = checked(current.Available + movement.Net) }
                : current with { Pending = checked(current.Pending + movement.Net) };
        }

        return [.. byCurrency.Values];
    }

    public static BalanceAmount Of(IEnumerable<BalanceTransaction> movements, string currency, string defaultCurrency, long now) =>
        Of(movements, defaultCurrency, now).FirstOrDefault(b => b.Currency == currency, new BalanceAmount(currency, 0, 0));
}
