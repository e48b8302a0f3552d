using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Checkout;

internal static class CheckoutActions
{
    private const int MaxLines = 100;
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    public static CheckoutSession Create(Scope scope, CheckoutCreateParameters parameters)
    {
        RequireSupported(parameters);
        var lines = Lines(scope, parameters);
        var currency = lines[0].Currency;
        var subscribes = parameters.Mode == SubscriptionCheckout.Mode;
        var total = subscribes ? SubscriptionCheckout.Total(lines, parameters) : lines.Aggregate(0L, (sum, line) => checked(sum + line.AmountTotal));
        if (!subscribes || total > 0)
        {
            Amounts.RequireChargeable(total, currency, "The Checkout Session's total amount");
        }

        var customer = Customer(scope, parameters);
        var id = DocumentId.New("cs_test_", 58);
        return scope.Put(new CheckoutSession
        {
            Id = id,
            Owner = scope.Owner,
            Created = scope.Created,
            AllowedPaymentMethodTypes = parameters.AllowedPaymentMethodTypes,
            AmountSubtotal = total,
            AmountTotal = total,
            CancelUrl = parameters.CancelUrl is { } cancel ? WebAddress.Require(cancel, "cancel_url") : null,
            ClientReferenceId = parameters.ClientReferenceId,
            Currency = currency,
            Customer = customer?.Id,
            CustomerCreation = customer is not null ? null : subscribes ? "always" : parameters.CustomerCreation ?? "if_required",
            CustomerDetails = (parameters.CustomerEmail ?? customer?.Email) is { } email ? new CustomerDetails(email, customer?.Name) : null,
            CustomerEmail = parameters.CustomerEmail,
            ExpiresAt = ExpiresAt(scope, parameters.ExpiresAt),
            KnownEmail = parameters.CustomerEmail ?? customer?.Email,
            LineItems = lines,
            Locale = parameters.Locale,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Mode = parameters.Mode!,
            PaymentIntentData = parameters.PaymentIntentData,
            PaymentMethodCollection = subscribes ? "always" : "if_required",
            PaymentMethodTypes = [.. (parameters.AllowedPaymentMethodTypes ?? ["card"]).Where(t => t != BankDebits.Method || (currency == "usd" && !subscribes))],
            SubmitType = parameters.SubmitType,
            SubscriptionData = parameters.SubscriptionData,
            SuccessUrl = SuccessUrl(parameters.SuccessUrl),
            Url = $"{scope.BaseUrl}/c/pay/{id}",
        });
    }

    public static CheckoutSession Update(Scope scope, string id, CheckoutUpdateParameters parameters)
    {
        var session = scope.Require<CheckoutSession>(id, "checkout.session");
        return scope.Put(session with { Metadata = Metadata.Merge(session.Metadata, parameters.Metadata) });
    }

    public static CheckoutSession ExpireByApi(Scope scope, string id)
    {
        var session = scope.Require<CheckoutSession>(id, "checkout.session");
        return session.Status == "open"
            ? Expire(scope, session)
            : throw StripeError.Invalid($"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{session.Status}`.");
    }

    public static CheckoutSession Expire(Scope scope, CheckoutSession session)
    {
        if (session.PaymentIntent is { } intent)
        {
            CardPayments.Cancel(scope, scope.Find<PaymentIntent>(intent)!);
        }

        var expired = scope.Put(session with { Status = "expired", Url = null });
        scope.Emit("checkout.session.expired", expired);
        return expired;
    }

    /// <summary>Closes what has passed its time; part of every tick.</summary>
    public static void ExpireDue(Scope scope)
    {
        foreach (var due in scope.Session.All<CheckoutSession>().Where(s => s.Status == "open" && s.ExpiresAt <= scope.Created).ToList())
        {
            Expire(scope, due);
        }
    }

    private static void RequireSupported(CheckoutCreateParameters parameters)
    {
        if (parameters.Mode is null)
        {
            throw StripeError.Invalid("You must provide a mode: one of payment, setup or subscription.", "mode", "parameter_missing");
        }

        var unsupported = parameters.Mode is not ("payment" or SubscriptionCheckout.Mode) ? $"The mode {parameters.Mode}"
            : parameters.UiMode is not (null or "hosted_page") ? $"The ui_mode {parameters.UiMode}"
            : parameters.AutomaticTax?.Enabled == true ? "automatic_tax"
            : parameters.CustomerCreation == "always" ? "customer_creation=always"
            : parameters.AllowedPaymentMethodTypes?.Any(t => t is not ("card" or BankDebits.Method)) == true ? $"Every payment method but card and {BankDebits.Method}"
            : null;
        if (unsupported is not null)
        {
            throw StripeError.Unsupported(unsupported);
        }

        if (parameters is { SubscriptionData: not null, Mode: not SubscriptionCheckout.Mode })
        {
            throw StripeError.Invalid("You can not pass `subscription_data` in `payment` mode.", "subscription_data");
        }
    }

    private static Customer? Customer(Scope scope, CheckoutCreateParameters parameters) => parameters switch
    {
        { Customer: null } => null,
        { CustomerEmail: not null } => throw StripeError.Invalid("You may only specify one of these parameters: customer, customer_email."),
        _ => CustomerActions.RequireParameter(scope, parameters.Customer),
    };

    private static List<LineItem> Lines(Scope scope, CheckoutCreateParameters parameters)
    {
        if (parameters.LineItems is not { Count: > 0 } items)
        {
            throw StripeError.Invalid("The `line_items` parameter is required in payment mode.", "line_items", "parameter_missing");
        }

        if (items.Count > MaxLines)
        {
            throw StripeError.Invalid($"You can have at most {MaxLines} line items.", "line_items");
        }

        var lines = items.Select((item, index) => Line(scope, item, $"line_items[{index}]")).ToList();
        if (parameters.Mode != SubscriptionCheckout.Mode && lines.Exists(l => l.Price.Recurring is not null))
        {
            throw StripeError.Invalid("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", "line_items");
        }

        var currency = parameters.Currency ?? lines[0].Currency;
        return lines.TrueForAll(l => l.Currency == currency)
            ? lines
            : throw StripeError.Invalid("All line items of a Checkout Session must have the same currency.", "line_items");
    }

    private static LineItem Line(Scope scope, LineItemParameters item, string path)
    {
        var price = item.Price is { } id ? ExistingPrice(scope, id, $"{path}[price]") : NewPrice(scope, item.PriceData, path);
        var quantity = item.Quantity is >= 1 and { } count
            ? count
            : throw StripeError.Invalid("Quantity is required. Add `quantity` to your line item.", $"{path}[quantity]", "parameter_missing");
        var product = scope.Find<Product>(price.Product)!;
        var amount = Amounts.Multiply(price.UnitAmount, quantity, $"{path}[quantity]");
        return new LineItem
        {
            Id = DocumentId.New("li_"),
            Created = scope.Created,
            AmountSubtotal = amount,
            AmountTotal = amount,
            Currency = price.Currency,
            Description = product.Name,
            Metadata = item.Metadata,
            Note = price.Recurring is { } recurring ? $"Billed every {recurring.Display} until you cancel" : product.Description,
            Price = price,
            Quantity = quantity,
        };
    }

    private static Price ExistingPrice(Scope scope, string id, string parameter) =>
        scope.RequireParameter<Price>(id, "price", parameter) is { Active: true } price
            ? price
            : throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", parameter);

    private static Price NewPrice(Scope scope, PriceDataParameters? data, string path)
    {
        data = data ?? throw StripeError.Invalid($"Missing required param: {path}[price_data].", $"{path}[price_data]", "parameter_missing");
        var unitAmount = data.UnitAmount is >= 0 and { } given
            ? given
            : throw StripeError.Invalid("Invalid non-negative integer", $"{path}[price_data][unit_amount]", "parameter_invalid_integer");
        var product = data.Product is { } id
            ? scope.RequireParameter<Product>(id, "product", $"{path}[price_data][product]")
            : NewProduct(scope, data.ProductData ?? throw StripeError.Invalid($"Missing required param: {path}[price_data][product].", $"{path}[price_data][product]", "parameter_missing"));
        return scope.Put(PriceActions.New(scope, product.Id, Amounts.RequireCurrency(data.Currency, $"{path}[price_data][currency]"), unitAmount) with
        {
            Active = data.Recurring is not null,
            Recurring = PriceActions.Recurring(data.Recurring),
            Type = data.Recurring is null ? "one_time" : "recurring",
        });
    }

    /// <summary>A product named only here is not for sale elsewhere.</summary>
    private static Product NewProduct(Scope scope, ProductDataParameters data) => scope.Put(ProductActions.New(scope, data.Name, null) with
    {
        Active = false,
        Description = data.Description,
        Images = data.Images ?? [],
        Metadata = Metadata.Merge(null, data.Metadata),
    });

    private static long ExpiresAt(Scope scope, long? given)
    {
        if (given is null)
        {
            return scope.Created + (long)LongestLife.TotalSeconds;
        }

        // One minute of grace: the caller's clock was read a moment before ours.
        var life = TimeSpan.FromSeconds(given.Value - scope.Created);
        return life >= ShortestLife - TimeSpan.FromMinutes(1) && life <= LongestLife + TimeSpan.FromMinutes(1)
            ? given.Value
            : throw StripeError.Invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.", "expires_at");
    }

    private static string SuccessUrl(string? url) => url is null
        ? throw StripeError.Invalid("Missing required param: success_url.", "success_url", "parameter_missing")
        : WebAddress.Require(url, "success_url");
}
