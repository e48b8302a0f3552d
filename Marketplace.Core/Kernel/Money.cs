namespace Marketplace.Core.Kernel;

/// <summary>An amount in minor units of a currency. Never floating point; two currencies never mix.</summary>
/// <param name="Cents">Minor units: cents for USD, yen for JPY.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
public readonly record struct Money(long Cents, string Currency)
{
    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents), Same(left, right));

    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents), Same(left, right));

    public static Money operator -(Money value) => value with { Cents = -value.Cents };

    /// <summary>As people write it: <c>$19.99</c>, <c>¥500</c>, <c>12.00 CHF</c>.</summary>
    public override string ToString() => Currencies.Format(Cents, Currency);

    private static string Same(Money left, Money right) =>
        left.Currency == right.Currency
            ? left.Currency
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added.");
}
