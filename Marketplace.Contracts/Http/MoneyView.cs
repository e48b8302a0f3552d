namespace Marketplace.Contracts.Http;

/// <summary>An amount of money on the wire.</summary>
/// <param name="Amount">Minor units of the currency: cents for USD, yen for JPY.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
public sealed record MoneyView(long Amount, string Currency);
