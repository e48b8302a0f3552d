using Marketplace.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();
}
