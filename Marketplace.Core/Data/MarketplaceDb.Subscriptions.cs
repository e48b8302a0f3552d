using Marketplace.Core.Accounts;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<PlanRight> PlanRights => Set<PlanRight>();
    public DbSet<ApiUsage> ApiUsage => Set<ApiUsage>();
    public DbSet<PlanGrant> PlanGrants => Set<PlanGrant>();
    public DbSet<PlanRequest> PlanRequests => Set<PlanRequest>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<TeamSeat> TeamSeats => Set<TeamSeat>();
    public DbSet<BillingCustomer> BillingCustomers => Set<BillingCustomer>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<SubscriptionInvoice> SubscriptionInvoices => Set<SubscriptionInvoice>();
    public DbSet<SubscriptionCheckout> SubscriptionCheckouts => Set<SubscriptionCheckout>();
    public DbSet<SubscriptionChange> SubscriptionChanges => Set<SubscriptionChange>();
    public DbSet<PlanPrice> PlanPrices => Set<PlanPrice>();
}
