using System.Collections.Concurrent;
using System.Net;
using Marketplace.Core.Payments;
using Stripe;
using Stripe.Checkout;
using Plan = Marketplace.Core.Accounts.Plan;

namespace Marketplace.Core.Subscriptions;

/// <summary>Stripe Billing through Stripe.net.</summary>
public sealed partial class StripeBillingGateway(IStripeClient client) : IBillingGateway
{
    private const string PlanKey = "plan";
    private const string CheckoutKey = "subscription_checkout_id";
    private const string UserKey = "user_id";

    // What a price stands for never changes: its amount and its metadata are ours alone.
    private readonly ConcurrentDictionary<string, PlanSelection> selections = new(StringComparer.Ordinal);

    public Task<GatewayPrice> MirrorPriceAsync(PriceToMirror wanted, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var productId = await MirrorProductAsync(wanted.Plan, cancellationToken);
        var prices = new PriceService(client);
        var found = (await prices.ListAsync(new() { LookupKeys = [wanted.LookupKey], Active = true, Limit = 1 }, cancellationToken: cancellationToken)).FirstOrDefault();
        var (currency, interval) = (wanted.Amount.Currency.ToLowerInvariant(), NameOf(wanted.Interval));
        if (found is not null && found.UnitAmount == wanted.Amount.Cents && found.Currency == currency && found.ProductId == productId && found.Recurring?.Interval == interval)
        {
            return new GatewayPrice(found.Id, productId);
        }

        var made = await prices.CreateAsync(new()
        {
            Product = productId,
            Currency = currency,
            UnitAmount = wanted.Amount.Cents,
            Recurring = new() { Interval = interval },
            LookupKey = wanted.LookupKey,
            TransferLookupKey = true,
            Metadata = new() { [PlanKey] = wanted.Plan.ToString() },
        }, StripeCalls.Key($"price:{wanted.LookupKey}:{wanted.Amount.Cents}:{currency}:{found?.Id}"), cancellationToken);
        return new GatewayPrice(made.Id, productId);
    }, cancellationToken);

    public Task<string> CreateCustomerAsync(Guid userId, string email, string name, CancellationToken cancellationToken)
    {
        var options = new CustomerCreateOptions { Email = email, Name = name, Metadata = new() { [UserKey] = userId.ToString() } };
        return StripeCalls.CallAsync(async () => (await new CustomerService(client).CreateAsync(options, StripeCalls.Key($"customer:{userId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<BillingSession> CreateSessionAsync(BillingSessionRequest request, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string> { [CheckoutKey] = request.CheckoutId.ToString(), [UserKey] = request.UserId.ToString() };
        var options = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = request.CustomerId,
            ClientReferenceId = request.CheckoutId.ToString(),
            LineItems = [new() { Price = request.PriceId, Quantity = 1 }],
            SuccessUrl = request.SuccessUrl.ToString(),
            CancelUrl = request.CancelUrl.ToString(),
            ExpiresAt = request.ExpiresAt.UtcDateTime,
            Metadata = metadata,
            SubscriptionData = new() { Metadata = metadata },
        };
        return StripeCalls.CallAsync(
            async () => Convert(await new SessionService(client).CreateAsync(options, StripeCalls.Key($"subscription-checkout:{request.CheckoutId}"), cancellationToken)), cancellationToken);
    }

    public Task<BillingSession> GetSessionAsync(string sessionId, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(async () => Convert(await new SessionService(client).GetAsync(sessionId, cancellationToken: cancellationToken)), cancellationToken);

    public async Task<BillingSession> ExpireSessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await StripeCalls.CallAsync(async () => Convert(await new SessionService(client).ExpireAsync(sessionId, cancellationToken: cancellationToken)), cancellationToken);
        }
        catch (PaymentGatewayException exception) when (exception.IsFinal)
        {
            // It is closed already: paid a moment ago, or expired.
            return await GetSessionAsync(sessionId, cancellationToken);
        }
    }

    public Task<Uri> CreatePortalAsync(string customerId, Uri returnUrl, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var configuration = await PortalConfigurationAsync(cancellationToken);
        var session = await new Stripe.BillingPortal.SessionService(client).CreateAsync(
            new() { Customer = customerId, Configuration = configuration, ReturnUrl = returnUrl.ToString() }, cancellationToken: cancellationToken);
        return new Uri(session.Url);
    }, cancellationToken);

    private async Task<string> PortalConfigurationAsync(CancellationToken cancellationToken)
    {
        const string Key = "portal";
        var configurations = new Stripe.BillingPortal.ConfigurationService(client);
        await foreach (var found in configurations.ListAutoPagingAsync(new() { Active = true, Limit = 100 }, cancellationToken: cancellationToken))
        {
            if (found.Metadata.GetValueOrDefault(Key) == "marketplace")
            {
                return found.Id;
            }
        }

        // Plans are changed and cancelled on our own pages, which show what it costs and what rests first.
        var made = await configurations.CreateAsync(new()
        {
            Metadata = new() { [Key] = "marketplace" },
            Features = new() { InvoiceHistory = new() { Enabled = true }, PaymentMethodUpdate = new() { Enabled = true } },
        }, StripeCalls.Key("portal:marketplace"), cancellationToken);
        return made.Id;
    }

    private async Task<string> MirrorProductAsync(Plan plan, CancellationToken cancellationToken)
    {
        var (id, name) = ($"marketplace_plan_{plan}".ToLowerInvariant(), $"{plan} plan");
        var products = new ProductService(client);
        try
        {
            var found = await products.GetAsync(id, cancellationToken: cancellationToken);
            if (found.Name != name || !found.Active)
            {
                await products.UpdateAsync(id, new() { Name = name, Active = true }, cancellationToken: cancellationToken);
            }
        }
        catch (StripeException exception) when (exception.HttpStatusCode == HttpStatusCode.NotFound)
        {
            await products.CreateAsync(new() { Id = id, Name = name, Metadata = new() { [PlanKey] = plan.ToString() } }, StripeCalls.Key($"product:{id}"), cancellationToken);
        }

        return id;
    }

    private static BillingSession Convert(Session session) => new(session.Id, session.Status == "complete", session.Status == "expired", session.Url);

    private static string NameOf(BillingInterval interval) => interval == BillingInterval.Year ? "year" : "month";
}
