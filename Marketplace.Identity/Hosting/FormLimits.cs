using System.Globalization;
using System.Threading.RateLimiting;

namespace Marketplace.Identity.Hosting;

/// <summary>How many forms one address may post a minute: enough for an office behind one address, too few for guessing.</summary>
internal static class FormLimits
{
    public const string Policy = "forms";
    private const int DefaultPerMinute = 30;

    public static void AddFormLimits(this IHostApplicationBuilder builder)
    {
        var perMinute = builder.Configuration.GetValue("RateLimits:FormsPerMinute", DefaultPerMinute);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    context.HttpContext.Response.Headers.RetryAfter =
                        Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                }

                return ValueTask.CompletedTask;
            };
            options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("reading"));
        });
    }
}
