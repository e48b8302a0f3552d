using Marketplace.Core.Accounts;
using Marketplace.Core.Analytics;
using Marketplace.Core.Brain;
using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Moderation;
using Marketplace.Core.Notifications;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Reconciliation;
using Marketplace.Core.Refunds;
using Marketplace.Core.Reviews;
using Marketplace.Core.Search;
using Marketplace.Core.Subscriptions;
using Marketplace.Core.Tax;
using Marketplace.Core.Webhooks;
using Marketplace.ServiceDefaults.Traffic;
using Marketplace.Workers.Analytics;
using Marketplace.Workers.Catalog;
using Marketplace.Workers.Hosting;
using Marketplace.Workers.Notifications;
using Marketplace.Workers.Outbox;
using Marketplace.Workers.Packages;
using Marketplace.Workers.Subscriptions;
using Marketplace.Workers.Webhooks;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<MarketplaceDb>("marketplace", configureDbContextOptions: MarketplaceDb.Configure);
if (!S3Settings.IsChosen(builder.Configuration))
{
    builder.AddAzureBlobServiceClient("blobs");
}

builder.AddMailClient("mail");
builder.AddRedisClient("cache");

builder.Services
    .AddAccounts()
    .AddAccountHandlers()
    .AddCatalog()
    .AddCatalogHandlers()
    .AddOutboxHandler<ListingLinksChanged, LinksChangedHandler>()
    .AddSingleton(new PublicHttp(allowsLoopback: builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("PublicHttp:AllowLoopback")))
    .AddPackages(builder.Configuration)
    .AddPackageHandlers()
    .AddPackageReview()
    .AddSearch()
    .AddSearchHandlers()
    .AddLedger()
    .AddCart()
    .AddTax(builder.Configuration)
    .AddOrders(builder.Configuration)
    .AddOrderHandlers()
    .AddPayments(builder.Configuration)
    .AddPaymentHandlers()
    .AddSubscriptions()
    .AddSubscriptionHandlers()
    .AddPayouts()
    .AddPayoutHandlers()
    .AddRefunds()
    .AddRefundHandlers()
    .AddDisputes()
    .AddReconciliation()
    .AddDisputeHandlers()
    .AddReviews()
    .AddReviewHandlers()
    .AddAnalytics()
    .AddAnalyticsHandlers()
    .AddBrain(builder.Configuration)
    .AddBrainHandlers()
    .AddModerationHandlers()
    .AddSingleton(new ViewKeys())
    .AddScoped<FlushViews>()
    .AddHostedService<ViewPump>()
    .AddWebhooks(WebhookAddresses.From(builder.Configuration, builder.Environment.IsDevelopment()))
    .AddWebhookHandlers()
    .AddNotifications()
    .AddOutboxDispatch()
    .AddScoped<LetterRenderer>()
    .AddScoped<IMailSender, SmtpMailSender>()
    .AddHostedService<MirrorPlansAtStart>()
    .AddHostedService<MailPump>()
    .AddHostedService<OutboxPump>()
    .AddHostedService<WebhookPump>();

builder.Services.AddHealthChecks().AddLedgerCheck();

builder.AddJobs();
builder.Services.AddHostedService<Schedules>();
builder.AddDashboardSignIn();

var app = builder.Build();

app.UseAuthentication();
app.UseAuthorization();
app.MapDefaultEndpoints();
app.MapJobsDashboard();
app.MapMailPreviews();

await app.RunAsync();
