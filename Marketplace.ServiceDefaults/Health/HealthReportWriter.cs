using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marketplace.ServiceDefaults.Health;

internal static class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new
                    {
                        status = entry.Value.Status.ToString(),
                        durationMs = Math.Round(entry.Value.Duration.TotalMilliseconds, 1),
                        description = Describe(entry.Value),
                    }),
            },
            context.RequestAborted);

    // The message of an exception may quote a connection string, and this page is public: only texts written for it pass.
    private static string? Describe(HealthReportEntry entry) =>
        entry.Exception is { } exception && (entry.Description is null || entry.Description == exception.Message)
            ? exception.GetType().Name
            : entry.Description;
}
