using System.Linq.Expressions;
using Hangfire;
using Marketplace.Workers.Disputes;
using Marketplace.Workers.Ledger;
using Marketplace.Workers.Outbox;
using Marketplace.Workers.Packages;
using Marketplace.Workers.Payments;
using Marketplace.Workers.Payouts;
using Marketplace.Workers.Reconciliation;
using Marketplace.Workers.Refunds;
using Marketplace.Workers.Search;

namespace Marketplace.Workers.Hosting;

/// <summary>
/// All recurring jobs. Hangfire only wakes them: whether something is due is decided on the marketplace's clock, by the job's use case.
/// So the weekly run is asked for often, and acts once per Monday.
/// </summary>
internal static class Schedules
{
    private const string EveryMinute = "* * * * *";
    private const string EveryFiveMinutes = "*/5 * * * *";
    private const string Hourly = "23 * * * *";
    private const string Nightly = "17 3 * * *";

    public static void UseSchedules(this WebApplication app)
    {
        var jobs = app.Services.GetRequiredService<IRecurringJobManager>();

        // A developer who moves the clock does not want to wait a minute.
        var due = app.Configuration["Schedules:Due"] ?? EveryMinute;
        Add<ReleaseEscrowJob>(jobs, "payouts: release escrow", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<WeeklyPayoutsJob>(jobs, "payouts: weekly run", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPayoutsJob>(jobs, "payouts: sweep transfers and bank payouts", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPaymentsJob>(jobs, "payments: sweep open payments", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepProviderEventsJob>(jobs, "payments: sweep events whose webhook was lost", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepRefundsJob>(jobs, "refunds: sweep refunds without an answer", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepDisputesJob>(jobs, "disputes: sweep disputes and fraud warnings", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<SealLedgerJob>(jobs, "ledger: seal entries", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<CheckLedgerJob>(jobs, "ledger: check the books and the chain", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<ReconcileJob>(jobs, "reconciliation: compare the books with Stripe's", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPackagesJob>(jobs, "packages: sweep abandoned uploads and lost checks", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<VerifyIndexJob>(jobs, "search: verify the index", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<PurgeOutboxJob>(jobs, "outbox: purge handled messages", Nightly, job => job.ExecuteAsync(CancellationToken.None));
    }

    private static void Add<TJob>(IRecurringJobManager jobs, string id, string cron, Expression<Func<TJob, Task>> call) =>
        jobs.AddOrUpdate(id, call, cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
}
