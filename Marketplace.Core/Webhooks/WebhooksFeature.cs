using Marketplace.Core.Catalog;
using Marketplace.Core.Disputes;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Marketplace.Core.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Webhooks;

public static class WebhooksFeature
{
    /// <summary>Endpoints and their log; needs <c>AddSigning</c>, whose key seals their secrets.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookAddresses addresses) => services
        .AddSingleton(addresses)
        .AddScoped<SaveWebhook>()
        .AddScoped<SwitchWebhook>()
        .AddScoped<AskDelivery>();

    /// <summary>What the Workers do: write deliveries down, send them, forget old ones.</summary>
    public static IServiceCollection AddWebhookHandlers(this IServiceCollection services) => services
        .AddSingleton<WebhookMeter>()
        .AddSingleton<WebhookSender>()
        .AddScoped<WebhookOutlet>()
        .AddScoped<ClaimDeliveries>()
        .AddScoped<SendDelivery>()
        .AddScoped<PurgeWebhookLog>()
        .AddOutboxHandler<OrderPaid, OrderWebhooks>()
        .AddOutboxHandler<RefundBooked, OrderWebhooks>()
        .AddOutboxHandler<RefundReturned, OrderWebhooks>()
        .AddOutboxHandler<DisputeOpened, OrderWebhooks>()
        .AddOutboxHandler<DisputeClosed, OrderWebhooks>()
        .AddOutboxHandler<TransferSent, PayoutWebhooks>()
        .AddOutboxHandler<BankPayoutPaid, PayoutWebhooks>()
        .AddOutboxHandler<BankPayoutFailed, PayoutWebhooks>()
        .AddOutboxHandler<ProductApproved, ListingWebhooks>()
        .AddOutboxHandler<ProductRejected, ListingWebhooks>()
        .AddOutboxHandler<VersionPublished, ListingWebhooks>()
        .AddOutboxHandler<ReviewCreated, ReviewWebhooks>();
}
