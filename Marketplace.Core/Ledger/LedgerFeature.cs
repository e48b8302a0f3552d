using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Ledger;

public static class LedgerFeature
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddScoped<LedgerQueries>()
        .AddScoped<LedgerInvariants>();
}
