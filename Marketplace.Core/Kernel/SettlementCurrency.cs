using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Kernel;

/// <summary>The one currency in which a marketplace prices, charges and pays out: <c>Marketplace:Currency</c>, USD unless set.</summary>
public sealed record SettlementCurrency(string Code)
{
    public static SettlementCurrency From(IConfiguration configuration)
    {
        var code = configuration["Marketplace:Currency"] is { Length: > 0 } set ? set.ToUpperInvariant() : Currencies.Default;
        return Currencies.SmallestCharge(code) is null
            ? throw new InvalidOperationException($"Marketplace:Currency is {code}; its smallest charge is not known. Choose one of {string.Join(", ", Currencies.Chargeable)}.")
            : new(code);
    }

    public Money Of(long cents) => new(cents, Code);
}
