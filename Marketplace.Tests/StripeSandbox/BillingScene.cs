using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>The product's plans in a fresh sandbox, and customers who take them.</summary>
internal sealed class BillingScene(RunningSandbox sandbox)
{
    public RunningSandbox Sandbox => sandbox;

    public required Price Pro { get; init; }
    public required Price Team { get; init; }

    public SubscriptionService Subscriptions { get; } = new(sandbox.Stripe);

    public InvoiceService Invoices { get; } = new(sandbox.Stripe);

    public static async Task<BillingScene> StartAsync(RunningSandbox sandbox) => new(sandbox)
    {
        Pro = await PriceAsync(sandbox, "Pro", 49_00, "month", "pro_monthly"),
        Team = await PriceAsync(sandbox, "Team", 149_00, "month", "team_monthly"),
    };

    public static Task<Price> PriceAsync(RunningSandbox sandbox, string product, long amount, string interval, string? lookupKey = null) =>
        new PriceService(sandbox.Stripe).CreateAsync(new PriceCreateOptions
        {
            Currency = "usd",
            LookupKey = lookupKey,
            ProductData = new PriceProductDataOptions { Name = product },
            Recurring = new PriceRecurringOptions { Interval = interval },
            UnitAmount = amount,
        });

    public Task<Customer> CustomerAsync(string card = "pm_card_visa") => new CustomerService(sandbox.Stripe).CreateAsync(new CustomerCreateOptions
    {
        Email = "jenny@example.org",
        Name = "Jenny Rosen",
        PaymentMethod = card,
        InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = card },
    });

    public async Task<Subscription> SubscribedAsync(Price price, Customer? customer = null) => await Subscriptions.CreateAsync(new SubscriptionCreateOptions
    {
        Customer = (customer ?? await CustomerAsync()).Id,
        Items = [new SubscriptionItemOptions { Price = price.Id }],
    });

    /// <summary>Exchanges the customer's card; the old one stays attached.</summary>
    public async Task<PaymentMethod> ReplaceCardAsync(string customer, string card)
    {
        var method = await new PaymentMethodService(sandbox.Stripe).AttachAsync(card, new PaymentMethodAttachOptions { Customer = customer });
        await new CustomerService(sandbox.Stripe).UpdateAsync(customer, new CustomerUpdateOptions
        {
            InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = method.Id },
        });
        return method;
    }

    public Task<Subscription> ChangeAsync(Subscription subscription, Price price, Action<SubscriptionUpdateOptions>? change = null)
    {
        var options = new SubscriptionUpdateOptions
        {
            Items = [new SubscriptionItemOptions { Id = subscription.Items.Single().Id, Price = price.Id }],
            ProrationBehavior = "always_invoice",
            PaymentBehavior = "pending_if_incomplete",
        };
        change?.Invoke(options);
        return Subscriptions.UpdateAsync(subscription.Id, options);
    }

    public Task<Invoice> PreviewAsync(Subscription subscription, Price price, DateTime? prorationDate = null) =>
        Invoices.CreatePreviewAsync(new InvoiceCreatePreviewOptions
        {
            Customer = subscription.CustomerId,
            Subscription = subscription.Id,
            SubscriptionDetails = new InvoiceSubscriptionDetailsOptions
            {
                Items = [new InvoiceSubscriptionDetailsItemOptions { Id = subscription.Items.Single().Id, Price = price.Id }],
                ProrationBehavior = "always_invoice",
                ProrationDate = prorationDate,
            },
        });

    public Task<Subscription> GetAsync(Subscription subscription) => Subscriptions.GetAsync(subscription.Id);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Invoice>> InvoicesAsync(Subscription subscription) =>
        [.. (await Invoices.ListAsync(new InvoiceListOptions { Subscription = subscription.Id, Limit = 100 })).AsEnumerable().Reverse()];

    public async Task<IReadOnlyList<string>> EventTypesAsync() =>
        [.. (await new EventService(sandbox.Stripe).ListAsync(new EventListOptions { Limit = 100 })).AsEnumerable().Reverse().Select(e => e.Type)];
}
