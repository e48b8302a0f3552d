using System.Globalization;
using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using StackExchange.Redis;

namespace Marketplace.Api.Plans;

/// <summary>
/// Requests with personal access tokens count against the plan's requests of the UTC day: 429 <c>quota_exceeded</c> beyond, until midnight. Every such answer
/// says how many are left. Requests of signed-in people, so those of the web app, do not count. Reading one's limits and subscription neither counts nor ends:
/// who has used up the day can see why.
/// </summary>
internal static class RequestQuota
{
    private const string SubscriptionPath = "/api/subscription";

    public static void AddRequestQuota(this IHostApplicationBuilder builder) => builder.Services
        .AddSingleton(services => ActivatorUtilities.CreateInstance<ApiRequestCounter>(services, TimeProvider.System))
        .AddHostedService<WriteDownApiUsage>()
        .AddSingleton<RequestQuotaMiddleware>();

    public static void UseRequestQuota(this IApplicationBuilder app) => app.UseMiddleware<RequestQuotaMiddleware>();

    private sealed class RequestQuotaMiddleware(ApiRequestCounter counter, ILogger<RequestQuotaMiddleware> logger) : IMiddleware
    {
        public async Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            if (context.User.Identity?.AuthenticationType != PersonalTokenHandler.Scheme || IsAboutThePlan(context.Request))
            {
                await next(context);
                return;
            }

            var plan = Enum.Parse<Plan>(context.User.FindFirstValue(PersonalTokenHandler.PlanClaim)!);
            var limit = PlanTable.LimitOf(plan, PlanFeature.ApiRequests);
            if (await CountAsync(context, limit) is { } counted)
            {
                Tell(context.Response.Headers, limit, counted);
                if (!counted.IsAllowed)
                {
                    var wait = counted.ResetsAt - TimeProvider.System.GetUtcNow();
                    await PlanErrors.QuotaExceeded(plan, PlanFeature.ApiRequests, "API requests of today", "a day", wait).ToProblem().ExecuteAsync(context);
                    return;
                }
            }

            await next(context);
        }

        private async Task<CountedRequest?> CountAsync(HttpContext context, int limit)
        {
            try
            {
                return await counter.CountAsync(context.User.UserId(), limit, context.RequestAborted);
            }
            catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
            {
                // Without Redis nobody is limited: selling goes on.
                logger.LogWarning(exception, "API requests are not counted");
                return null;
            }
        }

        private static void Tell(IHeaderDictionary headers, int limit, CountedRequest counted)
        {
            headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = Math.Max(0, limit - counted.Used).ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = counted.ResetsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        private static bool IsAboutThePlan(HttpRequest request) => HttpMethods.IsGet(request.Method)
            && (request.Path.StartsWithSegments(PlanRoutes.Usage) || request.Path.StartsWithSegments(PlanRoutes.Resting)
                || request.Path.StartsWithSegments(PlanRoutes.Plans) || request.Path.StartsWithSegments(SubscriptionPath));
    }
}
