using System.Globalization;
using System.Security.Claims;
using StackExchange.Redis;

namespace Marketplace.Api.Hosting;

/// <summary>
/// A fixed window per minute and caller for everything that writes, counted in Redis so that replicas share it. A caller is the signed-in
/// user, else the address; the web app calls for all its guests from one address, hence the larger limit there. Reads are cheap and not counted, but those that open something by a secret.
/// </summary>
internal static class RateLimits
{
    private const int PerUser = 600;
    private const int PerAddress = 3_000;
    private const int WindowSeconds = 60;

    public static void AddRateLimits(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<RateLimitMiddleware>();

    public static void UseRateLimits(this IApplicationBuilder app) => app.UseMiddleware<RateLimitMiddleware>();

    private sealed class RateLimitMiddleware(IConnectionMultiplexer redis, ILogger<RateLimitMiddleware> logger) : IMiddleware
    {
        public async Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            var user = context.User.FindFirstValue("sub");
            var window = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / WindowSeconds;
            var key = string.Create(CultureInfo.InvariantCulture, $"rate:{user ?? context.Connection.RemoteIpAddress?.ToString()}:{window}");
            if (Counts(context) && await CountAsync(key) > (user is null ? PerAddress : PerUser))
            {
                context.Response.Headers.RetryAfter = WindowSeconds.ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            await next(context);
        }

        private static bool Counts(HttpContext context) => Writes(context.Request) || context.GetEndpoint()?.Metadata.GetMetadata<CountedReads>() is not null;

        private static bool Writes(HttpRequest request) =>
            request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

        private async Task<long> CountAsync(string key)
        {
            try
            {
                var database = redis.GetDatabase();
                var count = await database.StringIncrementAsync(key);
                if (count == 1)
                {
                    await database.KeyExpireAsync(key, TimeSpan.FromSeconds(2 * WindowSeconds));
                }

                return count;
            }
            catch (RedisException exception)
            {
                // Without Redis nobody is limited: selling goes on.
                logger.LogWarning(exception, "Requests are not counted");
                return 0;
            }
        }
    }
}

/// <summary>Reads of this endpoint count too: they open something by a secret in the address.</summary>
internal sealed class CountedReads;
