using Marketplace.Core.Cart;
using Marketplace.Core.Disputes;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Analytics;

public static class AnalyticsFeature
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services) => services
        .AddScoped<CountMovement>()
        .AddScoped<CountTraffic>()
        .AddScoped<RefreshCustomers>()
        .AddScoped<RebuildAggregates>()
        .AddScoped<CheckAggregates>();

    public static IServiceCollection AddAnalyticsHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<OrderPaid, SalesHandlers>()
        .AddOutboxHandler<RefundBooked, SalesHandlers>()
        .AddOutboxHandler<RefundReturned, SalesHandlers>()
        .AddOutboxHandler<DisputeOpened, SalesHandlers>()
        .AddOutboxHandler<DisputeClosed, SalesHandlers>()
        .AddOutboxHandler<GuestOrdersClaimed, SalesHandlers>()
        .AddOutboxHandler<CartLineAdded, CountCartAdd>();
}
