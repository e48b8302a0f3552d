using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;

namespace Marketplace.Workers.Hosting;

/// <summary>Hangfire on PostgreSQL: runs the recurring jobs, and shows them to admins.</summary>
internal static class Jobs
{
    private const string DashboardPath = "/hangfire";

    public static void AddJobs(this IHostApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString("marketplace");
        builder.Services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new AutomaticRetryAttribute { Attempts = 0 })
            .UsePostgreSqlStorage(options => options.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions
            {
                SchemaName = "hangfire",
                QueuePollInterval = TimeSpan.FromSeconds(1),

                // A killed worker's locks: until they run out no recurring job is woken. Hangfire holds them for moments, and the jobs bear to run twice.
                DistributedLockTimeout = TimeSpan.FromSeconds(15),
            }));
        builder.Services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
    }

    public static void MapJobsDashboard(this WebApplication app)
    {
        app.MapHangfireDashboard(DashboardPath, new DashboardOptions
        {
            // The endpoint's policy decides; Hangfire's own filter lets only local requests through.
            Authorization = [new AnyRequest()],
            DashboardTitle = "Marketplace jobs",
            AppPath = app.Configuration["Clients:Web"],
            DisplayStorageConnectionString = false,
        }).RequireAuthorization(DashboardSignIn.AdminPolicy);
        app.MapGet("/", () => Results.Redirect(DashboardPath)).AllowAnonymous();
    }

    private sealed class AnyRequest : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => true;
    }
}
