using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Ledger;

public static class LedgerFeature
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddScoped<LedgerQueries>()
        .AddScoped<LedgerInvariants>()
        .AddScoped<StatementQueries>()
        .AddScoped<SellerBooks>()
        .AddScoped<SealEntries>()
        .AddScoped<VerifySeals>()
        .AddScoped<CheckLedger>();

    public static IHealthChecksBuilder AddLedgerCheck(this IHealthChecksBuilder checks) => checks.AddCheck<LedgerHealthCheck>("ledger");
}
