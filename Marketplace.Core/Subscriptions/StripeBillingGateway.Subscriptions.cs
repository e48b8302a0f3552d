using System.Net;
using Marketplace.Core.Payments;
using Stripe;
using Plan = Marketplace.Core.Accounts.Plan;
using StripeInvoice = Stripe.Invoice;
using StripeSubscription = Stripe.Subscription;

namespace Marketplace.Core.Subscriptions;

public sealed partial class StripeBillingGateway
{
    private const int MostSubscriptions = 20;
    private const int MostInvoices = 24;

    public Task<IReadOnlyList<GatewaySubscription>> ListSubscriptionsAsync(string customerId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var options = new SubscriptionListOptions { Customer = customerId, Status = "all", Limit = MostSubscriptions, Expand = ["data.schedule"] };
        var found = new List<GatewaySubscription>();
        foreach (var subscription in await new SubscriptionService(client).ListAsync(options, cancellationToken: cancellationToken))
        {
            found.Add(await ConvertAsync(subscription, cancellationToken));
        }

        return (IReadOnlyList<GatewaySubscription>)found;
    }, cancellationToken);

    public Task<IReadOnlyList<GatewayInvoice>> ListInvoicesAsync(string customerId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var options = new InvoiceListOptions { Customer = customerId, Limit = MostInvoices, Expand = ["data.payments"] };
        var invoices = await new InvoiceService(client).ListAsync(options, cancellationToken: cancellationToken);
        return (IReadOnlyList<GatewayInvoice>)[.. invoices.Where(invoice => invoice.Status != "draft").Select(Convert)];
    }, cancellationToken);

    public Task<string?> FindCustomerAsync(string subscriptionOrInvoiceId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        try
        {
            return subscriptionOrInvoiceId.StartsWith("sub_", StringComparison.Ordinal)
                ? (await new SubscriptionService(client).GetAsync(subscriptionOrInvoiceId, cancellationToken: cancellationToken)).CustomerId
                : (await new InvoiceService(client).GetAsync(subscriptionOrInvoiceId, cancellationToken: cancellationToken)).CustomerId;
        }
        catch (StripeException exception) when (exception.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }, cancellationToken);

    public Task<GatewayPreview> PreviewAsync(GatewaySubscription subscription, string priceId, DateTimeOffset prorationDate, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var preview = await new InvoiceService(client).CreatePreviewAsync(new()
        {
            Customer = subscription.CustomerId,
            Subscription = subscription.Id,
            SubscriptionDetails = new()
            {
                Items = [new() { Id = subscription.ItemId, Price = priceId }],
                ProrationBehavior = "always_invoice",
                ProrationDate = prorationDate.UtcDateTime,
            },
        }, cancellationToken: cancellationToken);
        return new GatewayPreview(
            StripeCalls.ToMoney(preview.AmountDue, preview.Currency),
            [.. preview.Lines.Select(line => (line.Description ?? "", StripeCalls.ToMoney(line.Amount, line.Currency)))]);
    }, cancellationToken);

    public Task UpgradeAsync(GatewaySubscription subscription, string priceId, DateTimeOffset prorationDate, string key, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(() => new SubscriptionService(client).UpdateAsync(subscription.Id, new()
        {
            Items = [new() { Id = subscription.ItemId, Price = priceId }],
            ProrationBehavior = "always_invoice",
            PaymentBehavior = "pending_if_incomplete",
            ProrationDate = prorationDate.UtcDateTime,
        }, StripeCalls.Key(key), cancellationToken), cancellationToken);

    public Task ScheduleAsync(GatewaySubscription subscription, string priceId, string key, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var schedules = new SubscriptionScheduleService(client);
        var schedule = subscription.ScheduleId is { } id
            ? await schedules.GetAsync(id, cancellationToken: cancellationToken)
            : await schedules.CreateAsync(new() { FromSubscription = subscription.Id }, StripeCalls.Key($"{key}:schedule"), cancellationToken);
        var current = schedule.Phases[0];
        return await schedules.UpdateAsync(schedule.Id, new()
        {
            EndBehavior = "release",
            Phases =
            [
                new() { StartDate = current.StartDate, EndDate = current.EndDate, Items = [.. current.Items.Select(item => new SubscriptionSchedulePhaseItemOptions { Price = item.PriceId, Quantity = item.Quantity })] },
                new() { Items = [new() { Price = priceId, Quantity = 1 }], ProrationBehavior = "none" },
            ],
        }, StripeCalls.Key($"{key}:phases"), cancellationToken);
    }, cancellationToken);

    public Task ReleaseScheduleAsync(string scheduleId, string key, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(() => new SubscriptionScheduleService(client).ReleaseAsync(scheduleId, null, StripeCalls.Key($"{key}:release"), cancellationToken), cancellationToken);

    public Task SetCancelAtPeriodEndAsync(string subscriptionId, bool cancel, string key, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(
            () => new SubscriptionService(client).UpdateAsync(subscriptionId, new() { CancelAtPeriodEnd = cancel }, StripeCalls.Key($"{key}:{(cancel ? "cancel" : "keep")}"), cancellationToken), cancellationToken);

    public Task CancelNowAsync(string subscriptionId, string key, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(() => new SubscriptionService(client).CancelAsync(subscriptionId, null, StripeCalls.Key($"{key}:end"), cancellationToken), cancellationToken);

    public Task VoidInvoiceAsync(string invoiceId, string key, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(() => new InvoiceService(client).VoidInvoiceAsync(invoiceId, null, StripeCalls.Key($"{key}:void:{invoiceId}"), cancellationToken), cancellationToken);

    public Task<string?> FindChargeAsync(GatewayInvoice invoice, CancellationToken cancellationToken) => invoice.PaymentIntentId is not { } intentId
        ? Task.FromResult<string?>(null)
        : StripeCalls.CallAsync(async () => (string?)(await new PaymentIntentService(client).GetAsync(intentId, cancellationToken: cancellationToken)).LatestChargeId, cancellationToken);

    public Task<Uri?> FindPdfAsync(string customerId, string invoiceId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var invoice = await new InvoiceService(client).GetAsync(invoiceId, cancellationToken: cancellationToken);
        return invoice.CustomerId == customerId && invoice.InvoicePdf is { Length: > 0 } address ? new Uri(address) : null;
    }, cancellationToken);

    private async Task<GatewaySubscription> ConvertAsync(StripeSubscription subscription, CancellationToken cancellationToken)
    {
        var item = subscription.Items.Data[0];
        var now = SelectionOf(item.Price);
        var next = subscription.Schedule?.Phases.Count > 1 && subscription.Schedule.Status == "active" ? await SelectionAsync(subscription.Schedule.Phases[1].Items[0].PriceId, cancellationToken) : null;
        var pending = subscription.PendingUpdate?.SubscriptionItems?.FirstOrDefault() is { } waiting ? SelectionOf(waiting.Price) : null;
        return new(
            subscription.Id,
            subscription.CustomerId,
            item.Id,
            StatusOf(subscription.Status),
            now,
            StripeCalls.Utc(item.CurrentPeriodStart),
            StripeCalls.Utc(item.CurrentPeriodEnd),
            subscription.CancelAt is { } end ? StripeCalls.Utc(end) : null,
            subscription.ScheduleId,
            next == now ? null : next,
            pending,
            StripeCalls.Utc(subscription.Created),
            subscription.EndedAt is { } ended ? StripeCalls.Utc(ended) : null,
            subscription.CancellationDetails?.Reason == "payment_failed");
    }

    private async Task<PlanSelection> SelectionAsync(string priceId, CancellationToken cancellationToken) =>
        selections.TryGetValue(priceId, out var known) ? known : SelectionOf(await new PriceService(client).GetAsync(priceId, cancellationToken: cancellationToken));

    /// <summary>A price made by hand in Stripe's dashboard stands for no plan, and gives none.</summary>
    private PlanSelection SelectionOf(Price price)
    {
        var plan = price.Metadata is not null && Enum.TryParse<Plan>(price.Metadata.GetValueOrDefault(PlanKey), out var named) ? named : Plan.Free;
        return selections[price.Id] = new(plan, price.Recurring?.Interval == "year" ? BillingInterval.Year : BillingInterval.Month);
    }

    private static GatewayInvoice Convert(StripeInvoice invoice) => new(
        invoice.Id,
        invoice.Parent?.SubscriptionDetails?.SubscriptionId,
        invoice.BillingReason,
        invoice.Number,
        invoice.Status,
        StripeCalls.ToMoney(invoice.Total, invoice.Currency),
        invoice.AmountPaid,
        invoice.Lines.LastOrDefault()?.Description ?? "",
        StripeCalls.Utc(invoice.Lines.LastOrDefault()?.Period.Start ?? invoice.PeriodStart),
        StripeCalls.Utc(invoice.Lines.LastOrDefault()?.Period.End ?? invoice.PeriodEnd),
        (int)invoice.AttemptCount,
        invoice.NextPaymentAttempt is { } next ? StripeCalls.Utc(next) : null,
        invoice.HostedInvoiceUrl,
        StripeCalls.Utc(invoice.Created),
        invoice.StatusTransitions?.FinalizedAt is { } due ? StripeCalls.Utc(due) : null,
        invoice.StatusTransitions?.PaidAt is { } paid ? StripeCalls.Utc(paid) : null,
        invoice.Payments?.FirstOrDefault(payment => payment.Status == "paid")?.Payment?.PaymentIntentId);

    private static SubscriptionStatus StatusOf(string status) => status switch
    {
        "active" or "trialing" => SubscriptionStatus.Active,
        "past_due" => SubscriptionStatus.PastDue,
        "incomplete" => SubscriptionStatus.Incomplete,
        "incomplete_expired" => SubscriptionStatus.IncompleteExpired,
        "canceled" => SubscriptionStatus.Canceled,
        _ => SubscriptionStatus.Unpaid,
    };
}
