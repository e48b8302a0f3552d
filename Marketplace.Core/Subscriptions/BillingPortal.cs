using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Subscriptions;

/// <summary>Leads to what Stripe keeps for its customers: cards, addresses, PDFs.</summary>
public sealed class BillingPortal(IBillingGateway gateway, FollowSubscription follow, CheckoutUrls urls, ILogger<BillingPortal> logger)
{
    public async Task<Result<Uri>> OpenAsync(Guid userId, CancellationToken cancellationToken) => await follow.CustomerOfAsync(userId, cancellationToken) is { } customer
        ? await AskAsync(async () => await gateway.CreatePortalAsync(customer, urls.Subscription, cancellationToken))
        : SubscriptionErrors.None;

    public async Task<Result<Uri>> FindPdfAsync(Guid userId, string invoiceId, CancellationToken cancellationToken) => await follow.CustomerOfAsync(userId, cancellationToken) is { } customer
        ? await AskAsync(async () => await gateway.FindPdfAsync(customer, invoiceId, cancellationToken) is { } address ? address : SubscriptionErrors.NoInvoice)
        : SubscriptionErrors.NoInvoice;

    private async Task<Result<Uri>> AskAsync(Func<Task<Result<Uri>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "Stripe did not answer for a billing page");
            return exception.IsFinal ? SubscriptionErrors.NoInvoice : SubscriptionErrors.Unavailable;
        }
    }
}
