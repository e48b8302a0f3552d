using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Subscription = Marketplace.Core.Subscriptions.Subscription;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Subscriptions: people who take plans, change them and pay or do not.</summary>
internal sealed partial class Market
{
    /// <summary>Is accepted, and declined whenever it is charged later.</summary>
    public const string FailsLaterCard = "4000000000000341";

    public Task<Result<Subscribed>> SubscribeAsync(Guid userId, Plan plan, BillingInterval interval = BillingInterval.Month, string? key = null, DateTimeOffset? at = null) =>
        WithAsync((Subscribe subscribe) => subscribe.ExecuteAsync(userId, new(plan, interval, at), key ?? Guid.NewGuid().ToString(), CancellationToken.None));

    /// <summary>Somebody who has gone through Stripe's page.</summary>
    public async Task<Guid> SubscriberAsync(Plan plan, BillingInterval interval = BillingInterval.Month)
    {
        var userId = (await BuyerAsync()).Id;
        var page = (await SubscribeAsync(userId, plan, interval)).Value!;
        await PayAsync(page.Url!);
        await WithAsync(async (RefreshSubscription refresh) =>
        {
            await refresh.ExecuteAsync(userId, CancellationToken.None);
            return true;
        });
        return userId;
    }

    public Task<Result<Subscribed>> CancelAsync(Guid userId) => WithAsync((ChangeSubscription change) => change.CancelAsync(userId, CancellationToken.None));

    public Task<Result<Subscribed>> ResumeAsync(Guid userId) => WithAsync((ChangeSubscription change) => change.ResumeAsync(userId, CancellationToken.None));

    public Task<Result<SubscriptionOutlook>> OutlookAsync(Guid userId, Plan plan, BillingInterval interval = BillingInterval.Month) =>
        WithAsync((PreviewSubscription preview) => preview.ExecuteAsync(userId, new(plan, interval), CancellationToken.None));

    public Task FollowAsync(Guid userId) => WithAsync(async (FollowSubscription follow) =>
    {
        await follow.ExecuteAsync(userId, CancellationToken.None);
        return true;
    });

    public Task SweepSubscriptionsAsync() => WithAsync(async (SweepSubscriptions sweep) =>
    {
        await sweep.ExecuteAsync(CancellationToken.None);
        return true;
    });

    /// <summary>Time passes at Stripe and here, its webhooks come, and the sweep looks for what is over.</summary>
    public async Task LiveAsync(TimeSpan time)
    {
        await PassAsync(time);
        await DeliverEventsAsync();
        await SweepSubscriptionsAsync();
    }

    /// <summary>Exchanges the card on the billing portal, as a person does.</summary>
    public async Task ReplaceCardAsync(Guid userId, string card)
    {
        var portal = (await WithAsync((BillingPortal portal) => portal.OpenAsync(userId, CancellationToken.None))).Value!;
        using var answer = await browser.PostAsync(new Uri($"{portal}/card"), SandboxForms.Card(card));
        Assert.That((int)answer.StatusCode, Is.EqualTo(302), await answer.Content.ReadAsStringAsync());
    }

    public Task<Subscription> SubscriptionAsync(Guid userId) =>
        ReadAsync(db => db.Subscriptions.AsNoTracking().Where(found => found.UserId == userId).OrderByDescending(found => found.CreatedAt).FirstAsync());

    public Task<Plan> PlanAsync(Guid userId) => ReadAsync(db => db.Users.Where(user => user.Id == userId).Select(user => user.Plan).SingleAsync());

    /// <summary>Oldest first.</summary>
    public Task<List<SubscriptionInvoice>> InvoicesAsync(Guid userId) =>
        ReadAsync(db => db.SubscriptionInvoices.AsNoTracking().Where(invoice => invoice.UserId == userId).OrderBy(invoice => invoice.CreatedAt).ThenBy(invoice => invoice.Number).ToListAsync());

    /// <summary>What was published about a person's subscription, oldest first.</summary>
    public Task<List<string>> NewsAsync(Guid userId) => ReadAsync(async db =>
    {
        var messages = await db.OutboxMessages.AsNoTracking().Where(message => message.Type.StartsWith("subscriptions.")).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync();
        return messages.Where(message => message.Payload.Contains(userId.ToString(), StringComparison.Ordinal)).Select(message => message.Type["subscriptions.".Length..]).ToList();
    });
}
