using System.Globalization;
using Marketplace.StripeSandbox.Balance;
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
        var total = lines.Aggregate(0L, (sum, line) => checked(sum + line.AmountTotal));
        Amounts.RequireChargeable(total, currency, "The Checkout Session's total amount");
        var id = DocumentId.New("cs_test_", 58);
        return scope.Put(new CheckoutSession
        {
            Id = id,
            Owner = scope.Owner,
            Created = scope.Created,
            AmountSubtotal = total,
            AmountTotal = total,
            CancelUrl = parameters.CancelUrl is { } cancel ? WebAddress.Require(cancel, "cancel_url") : null,
            ClientReferenceId = parameters.ClientReferenceId,
            Currency = currency,
            CustomerCreation = parameters.CustomerCreation ?? "if_required",
            CustomerDetails = parameters.CustomerEmail is { } email ? new CustomerDetails(email, null) : null,
            CustomerEmail = parameters.CustomerEmail,
            ExpiresAt = ExpiresAt(scope, parameters.ExpiresAt),
            LineItems = lines,
            Locale = parameters.Locale,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            PaymentIntentData = parameters.PaymentIntentData,
            SubmitType = parameters.SubmitType,
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

        var unsupported = parameters.Mode != "payment" ? $"The mode {parameters.Mode}"
            : parameters.UiMode is not (null or "hosted_page") ? $"The ui_mode {parameters.UiMode}"
            : parameters.AutomaticTax?.Enabled == true ? "automatic_tax"
            : parameters.CustomerCreation == "always" ? "customer_creation=always"
            : parameters.PaymentMethodTypes?.Any(t => t != "card") == true ? "Every payment method but card"
            : null;
        if (unsupported is not null)
        {
            throw StripeError.Unsupported(unsupported);
        }
    }

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
        var currency = parameters.Currency ?? lines[0].Currency;
        return lines.TrueForAll(l => l.Currency == currency)
            ? lines
            : throw StripeError.Invalid("All line items of a Checkout Session must have the same currency.", "line_items");
    }

    private static LineItem Line(Scope scope, LineItemParameters item, string path)
    {
        var data = item.PriceData ?? throw StripeError.Unsupported("A line item without price_data");
        var productData = data.ProductData ?? throw StripeError.Unsupported("price_data without product_data");
        var unitAmount = data.UnitAmount is >= 0 and { } given
            ? given
            : throw StripeError.Invalid("Invalid non-negative integer", $"{path}[price_data][unit_amount]", "parameter_invalid_integer");
        var quantity = item.Quantity is >= 1 and { } count
            ? count
            : throw StripeError.Invalid("Quantity is required. Add `quantity` to your line item.", $"{path}[quantity]", "parameter_missing");
        var product = scope.Put(new Product
        {
            Id = DocumentId.New("prod_", 14),
            Owner = scope.Owner,
            Created = scope.Created,
            Description = productData.Description,
            Images = productData.Images ?? [],
            Metadata = Metadata.Merge(null, productData.Metadata),
            Name = productData.Name,
            Updated = scope.Created,
        });
        var price = scope.Put(new Price
        {
            Id = DocumentId.New("price_"),
            Owner = scope.Owner,
            Created = scope.Created,
            Currency = Amounts.RequireCurrency(data.Currency, $"{path}[price_data][currency]"),
            Product = product.Id,
            UnitAmount = unitAmount,
            UnitAmountDecimal = unitAmount.ToString(CultureInfo.InvariantCulture),
        });
        var amount = Amounts.Multiply(unitAmount, quantity, $"{path}[quantity]");
        return new LineItem
        {
            Id = DocumentId.New("li_"),
            Created = scope.Created,
            AmountSubtotal = amount,
            AmountTotal = amount,
            Currency = price.Currency,
            Description = product.Name,
            Metadata = item.Metadata,
            Note = product.Description,
            Price = price,
            Quantity = quantity,
        };
    }

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
