using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Reconciliation;

public static class ReconciliationFeature
{
    public static IServiceCollection AddReconciliation(this IServiceCollection services) => services
        .AddScoped<BookedMovements>()
        .AddScoped<SubscriptionMovements>()
        .AddScoped<Reconcile>();
}
