using System.Linq.Expressions;
using Hangfire;
using Marketplace.Workers.Analytics;
using Marketplace.Workers.Brain;
using Marketplace.Workers.Catalog;
using Marketplace.Workers.Disputes;
using Marketplace.Workers.Ledger;
using Marketplace.Workers.Notifications;
using Marketplace.Workers.Outbox;
using Marketplace.Workers.Packages;
using Marketplace.Workers.Payments;
using Marketplace.Workers.Payouts;
using Marketplace.Workers.Reconciliation;
using Marketplace.Workers.Refunds;
using Marketplace.Workers.Reviews;
using Marketplace.Workers.Search;
using Marketplace.Workers.Subscriptions;
using Marketplace.Workers.Webhooks;

namespace Marketplace.Workers.Hosting;

/// <summary>
/// All recurring jobs. Hangfire only wakes them: whether something is due is decided on the marketplace's clock, by the job's use case.
/// So the weekly run is asked for often, and acts once per Monday.
/// </summary>
/// <remarks>
/// Written to Hangfire's tables beside the running worker, and tried again: the database may be away at the start, and a worker that was killed
/// leaves its job locks behind for a while. Neither is a reason to let the outbox wait.
/// </remarks>
internal sealed class Schedules(IRecurringJobManager jobs, IConfiguration configuration, ILogger<Schedules> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private const string EveryMinute = "* * * * *";
    private const string EveryFiveMinutes = "*/5 * * * *";
    private const string Hourly = "23 * * * *";
    private const string Nightly = "17 3 * * *";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Task.Run(AddAll, stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "The recurring jobs cannot be written down yet");
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }

    private void AddAll()
    {
        // A developer who moves the clock does not want to wait a minute.
        var due = configuration["Schedules:Due"] ?? EveryMinute;
        var sweeps = configuration["Schedules:Sweeps"] ?? EveryMinute;
        Add<ReleaseEscrowJob>("payouts: release escrow", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<WeeklyPayoutsJob>("payouts: weekly run", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPayoutsJob>("payouts: sweep transfers and bank payouts", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPaymentsJob>("payments: sweep open payments", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepProviderEventsJob>("payments: sweep events whose webhook was lost", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepSubscriptionsJob>("subscriptions: sweep pages, changes, silence and ended rights", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepRefundsJob>("refunds: sweep refunds without an answer", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepDisputesJob>("disputes: sweep disputes and fraud warnings", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<SealLedgerJob>("ledger: seal entries", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<CheckLedgerJob>("ledger: check the books and the chain", EveryMinute, job => job.ExecuteAsync(CancellationToken.None));
        Add<CheckAggregatesJob>("analytics: compare the sellers' figures with the books", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<ReconcileJob>("reconciliation: compare the books with Stripe's", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepPackagesJob>("packages: sweep abandoned uploads and lost checks", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<AuditPackagesJob>("packages: make missing passports", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<RotateSigningKeyJob>("packages: replace an old signing key", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<CheckDueLinksJob>("catalog: visit demo and documentation addresses", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<ArrangeListingsJob>("catalog: fit listings to plans", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepStrayUploadsJob>("packages: sweep stray uploads", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<InviteReviewersJob>("reviews: invite buyers to review", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<VerifyIndexJob>("search: verify the index", Hourly, job => job.ExecuteAsync(CancellationToken.None));
        Add<SweepKnowledgeJob>("brain: sweep documents that were not read", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<RefitModelJob>("brain: make missing vectors, fit the model", sweeps, job => job.ExecuteAsync(CancellationToken.None));
        Add<FindPatternsJob>("brain: group entries, find what rises", EveryFiveMinutes, job => job.ExecuteAsync(CancellationToken.None));
        Add<RemindSubscribersJob>("notifications: remind of plans that end unpaid", due, job => job.ExecuteAsync(CancellationToken.None));
        Add<PurgeNotificationsJob>("notifications: purge old mails and read notifications", Nightly, job => job.ExecuteAsync(CancellationToken.None));
        Add<PurgeOutboxJob>("outbox: purge handled messages", Nightly, job => job.ExecuteAsync(CancellationToken.None));
        Add<PurgeWebhookLogJob>("webhooks: purge the delivery log", Nightly, job => job.ExecuteAsync(CancellationToken.None));
    }

    private void Add<TJob>(string id, string cron, Expression<Func<TJob, Task>> call) =>
        jobs.AddOrUpdate(id, call, cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
}
