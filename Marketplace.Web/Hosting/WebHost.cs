using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Moderation;
using Marketplace.Contracts.Notifications;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Payments;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Refunds;
using Marketplace.Contracts.Reviews;
using Marketplace.Contracts.Search;
using Marketplace.Contracts.Selling;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Contracts.Webhooks;
using Marketplace.ServiceDefaults.Traffic;
using Marketplace.Web.Accounts;
using Marketplace.Web.Admin;
using Marketplace.Web.Analytics;
using Marketplace.Web.Brain;
using Marketplace.Web.Cart;
using Marketplace.Web.Catalog;
using Marketplace.Web.Disputes;
using Marketplace.Web.Layout;
using Marketplace.Web.Moderation;
using Marketplace.Web.Notifications;
using Marketplace.Web.Orders;
using Marketplace.Web.Packages;
using Marketplace.Web.Payments;
using Marketplace.Web.Payouts;
using Marketplace.Web.Questions;
using Marketplace.Web.Refunds;
using Marketplace.Web.Reviews;
using Marketplace.Web.Search;
using Marketplace.Web.Selling;
using Marketplace.Web.Subscriptions;
using Marketplace.Web.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.Http.Resilience;
using StackExchange.Redis;

namespace Marketplace.Web.Hosting;

internal static class WebHost
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.AddRedisClient("cache");
        builder.AddRedisDistributedCache("cache");
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddMemoryCache();
        builder.Services.AddAntiforgery(options => options.Cookie = SiteCookies.Build("mp_web_af"));
        builder.AddSignIn();
        builder.Services.AddScoped<PageOrigins>();
        builder.Services.AddSingleton<StoreOrigins>();
        builder.Services.AddScoped<Flash>();
        builder.Services.AddScoped<KeptTexts>();
        builder.Services.AddScoped<CurrentPerson>();
        builder.Services.AddScoped<CurrentCart>();
        builder.Services.AddScoped<CurrentPlan>();
        builder.Services.AddScoped<Suggestions>();
        builder.Services.AddSingleton<Vocabulary>();
        builder.Services.AddSingleton<PlanList>();
        builder.Services.AddSingleton<PackageUpload>();
        builder.Services.AddSingleton(new ViewKeys()).AddSingleton<ViewWriter>().AddSingleton<ViewCounter>().AddHostedService(services => services.GetRequiredService<ViewCounter>());
        AddSharedKeys(builder.Services);
        AddApiClients(builder.Services);
    }

    public static void UseWeb(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseStaleFormNotice();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        var forms = app.MapGroup("").AddEndpointFilter<FormRefusalFilter>();
        forms.MapAccountForms();
        forms.MapTeamForms();
        forms.MapGrantForms();
        forms.MapNotificationForms();
        forms.MapShopProfileForms();
        forms.MapCartForms();
        forms.MapCheckoutForm();
        forms.MapDownloads();
        forms.MapInvoices();
        forms.MapPassportForms();
        forms.MapSellerFiles();
        forms.MapAnalyticsFiles();
        forms.MapSellingForms();
        forms.MapListingEditor();
        forms.MapDiscountForms();
        forms.MapPackageUpload();
        forms.MapAdminForms();
        forms.MapRefundDesk();
        forms.MapFraudWarningForms();
        forms.MapHoldForms();
        forms.MapReviewForms();
        forms.MapQuestionForms();
        forms.MapAsk();
        forms.MapBrainForms();
        forms.MapReportDesk();
        forms.MapSubscriptionForms();
        forms.MapWebhookForms();
        app.MapFeeds();
        app.MapSignIn();
        app.MapSuggestions();
        app.MapViews();
        app.MapSpeculationRules();
        app.MapRazorComponents<App>();
    }

    /// <summary>All replicas read each other's cookies: the keys live in Redis.</summary>
    private static void AddSharedKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("marketplace-web");
        services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer>((options, redis) =>
            options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "web:keys"));
    }

    private static void AddApiClients(IServiceCollection services)
    {
        services.AddTransient<ApiCredentialsHandler>();
        AddClient<AccountsClient>();
        AddClient<AdminClient>();
        AddClient<AnalyticsClient>();
        AddClient<CartClient>();
        AddClient<CatalogClient>();
        AddClient<DisputesClient>();
        AddClient<HoldsClient>();
        AddClient<LicensesClient>();
        AddClient<VerifyClient>();
        AddClient<NotificationsClient>();
        AddClient<ModerationClient>();
        AddClient<OrdersClient>();
        AddClient<PaymentsClient>();
        AddClient<PlansClient>();
        AddClient<GuestOrdersClient>();
        AddClient<DiscountsClient>();
        AddClient<PlansClient>();
        AddClient<QuestionsClient>();
        AddClient<BrainClient>();
        AddClient<RefundsClient>();
        AddClient<ReviewsClient>();
        AddClient<SearchClient>();
        AddClient<SellingClient>();
        AddClient<SubscriptionClient>();
        AddClient<UpdatesClient>();
        AddClient<WebhooksClient>();
        AddClient<TeamClient>();
        AddClient<PlanAdminClient>();

        // A person waits for the answer: better a page that says "unavailable" after a second than one after half a minute.
        services.ConfigureAll<HttpStandardResilienceOptions>(options =>
        {
            options.Retry.MaxRetryAttempts = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(150);
        });

        void AddClient<T>()
            where T : ApiClient =>
            services.AddHttpClient<T>(http => http.BaseAddress = new("https+http://api")).AddHttpMessageHandler<ApiCredentialsHandler>();
    }
}
