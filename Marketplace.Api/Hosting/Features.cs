using Marketplace.Api.Accounts;
using Marketplace.Api.Admin;
using Marketplace.Api.Analytics;
using Marketplace.Api.Brain;
using Marketplace.Api.Cart;
using Marketplace.Api.Catalog;
using Marketplace.Api.Disputes;
using Marketplace.Api.Moderation;
using Marketplace.Api.Notifications;
using Marketplace.Api.Orders;
using Marketplace.Api.Packages;
using Marketplace.Api.Payments;
using Marketplace.Api.Payouts;
using Marketplace.Api.Plans;
using Marketplace.Api.Questions;
using Marketplace.Api.Refunds;
using Marketplace.Api.Reviews;
using Marketplace.Api.Search;
using Marketplace.Api.Selling;
using Marketplace.Api.Subscriptions;
using Marketplace.Api.Webhooks;
using Marketplace.Core.Accounts;
using Marketplace.Core.Admin;
using Marketplace.Core.Analytics;
using Marketplace.Core.Brain;
using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Disputes;
using Marketplace.Core.Ledger;
using Marketplace.Core.Moderation;
using Marketplace.Core.Notifications;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Questions;
using Marketplace.Core.Reconciliation;
using Marketplace.Core.Refunds;
using Marketplace.Core.Reviews;
using Marketplace.Core.Search;
using Marketplace.Core.Selling;
using Marketplace.Core.Subscriptions;
using Marketplace.Core.Tax;
using Marketplace.Core.Webhooks;

namespace Marketplace.Api.Hosting;

/// <summary>The list of what this host offers.</summary>
internal static class Features
{
    public static void AddFeatures(this IHostApplicationBuilder builder)
    {
        builder.Services
            .AddAccounts()
            .AddCatalog()
            .AddPackages(builder.Configuration)
            .AddSearch()
            .AddCart()
            .AddReviews()
            .AddQuestions()
            .AddModeration()
            .AddOrders(builder.Configuration)
            .AddSelling()
            .AddTax(builder.Configuration)
            .AddLedger()
            .AddPayments(builder.Configuration)
            .AddSubscriptions()
            .AddPayouts()
            .AddRefunds()
            .AddDisputes()
            .AddReconciliation()
            .AddNotificationChoices()
            .AddAnalytics()
            .AddBrain(builder.Configuration)
            .AddWebhooks(WebhookAddresses.From(builder.Configuration, builder.Environment.IsDevelopment()))
            .AddAdmin();
        builder.Services.AddKnowledgeTools();
        builder.Services.AddHealthChecks().AddLedgerCheck();
        builder.Services
            .AddScoped<ProductViews>()
            .AddScoped<ProductDetails>()
            .AddScoped<VocabularyReader>()
            .AddScoped<SellerProductReader>()
            .AddScoped<SellerVersions>()
            .AddScoped<PassportReader>()
            .AddScoped<VersionChangesReader>()
            .AddScoped<SubmissionReader>()
            .AddScoped<ListingReader>()
            .AddScoped<CartViews>()
            .AddScoped<OrderReader>()
            .AddScoped<OwnedProductReader>()
            .AddScoped<CheckoutBuyers>()
            .AddScoped<PaymentRefresh>()
            .AddScoped<TimelineReader>()
            .AddScoped<SubscriptionReader>()
            .AddScoped<SalesReader>()
            .AddScoped<SalesCsv>()
            .AddScoped<StatementReader>()
            .AddScoped<EarningsReader>()
            .AddScoped<BalanceReader>()
            .AddScoped<DiscountReader>()
            .AddScoped<AnalyticsReader>()
            .AddScoped<AnalyticsCsv>()
            .AddScoped<CustomerReader>()
            .AddScoped<RefundActors>()
            .AddScoped<RefundReader>()
            .AddScoped<RefundableReader>()
            .AddScoped<DisputeReader>()
            .AddScoped<ReviewReader>()
            .AddScoped<QuestionReader>()
            .AddScoped<ReportReader>()
            .AddScoped<TeamReader>()
            .AddScoped<GrantReader>()
            .AddScoped<EntryReader>()
            .AddScoped<NearEntries>()
            .AddScoped<CommunityReader>()
            .AddScoped<SuggestReader>()
            .AddScoped<BrainStatsReader>()
            .AddScoped<PatternReader>()
            .AddScoped<LimitsReader>()
            .AddScoped<RestingReader>()
            .AddScoped<UpdateReader>()
            .AddScoped<WebhookReader>();
    }

    public static void MapFeatures(this IEndpointRouteBuilder app)
    {
        app.MapMe();
        app.MapTokens();
        app.MapTeams();
        app.MapGrants();
        app.MapNotifications();
        app.MapUnsubscribe();
        app.MapMailWebhook();
        app.MapFollowing();
        app.MapSellerBanner();
        app.MapSellerLook();
        app.MapPlans();
        app.MapSellerAccount();
        app.MapVocabulary();
        app.MapProducts();
        app.MapSellers();
        app.MapSearch();
        app.MapReviews();
        app.MapReviewActions();
        app.MapSellerReviews();
        app.MapQuestions();
        app.MapQuestionActions();
        app.MapEntries();
        app.MapEntryActions();
        app.MapCommunityQuestions();
        app.MapSources();
        app.MapSuggestions();
        app.MapInsights();
        app.MapReports();
        app.MapReportDesk();
        app.MapCart();
        app.MapCheckout();
        app.MapSubscriptions();
        app.MapOrders();
        app.MapGuestOrders();
        app.MapInvoices();
        app.MapOwnedProducts();
        app.MapUpdateTokens();
        app.MapUpdates();
        app.MapLicenses();
        app.MapVerify();
        app.MapSellerProducts();
        app.MapProductImages();
        app.MapVersions();
        app.MapPassports();
        app.MapSelling();
        app.MapDiscounts();
        app.MapRefunds();
        app.MapGuestRefunds();
        app.MapDisputes();
        app.MapHolds();
        app.MapStatement();
        app.MapAnalytics();
        app.MapSubmissions();
        app.MapPackageReview();
        app.MapListingChanges();
        app.MapAdminProducts();
        app.MapAdminLedger();
        app.MapOperations();
        app.MapSellerWebhooks();
        app.MapAnswers();
        app.MapKnowledgeTools();
        app.MapWebhookDeliveries();
        app.MapStripeWebhook();
    }
}
