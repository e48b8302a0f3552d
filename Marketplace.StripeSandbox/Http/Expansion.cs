using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Replaces ids by their objects along the paths of `expand[]`, such as `data.payment_intent.latest_charge`.</summary>
internal sealed class Expansion(StripeContract contract, WireJson wire)
{
    private const int MaxDepth = 4;

    public void Apply(Scope scope, JsonObject answer, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var steps = path.Split('.');
            if (steps.Length > MaxDepth + 1)
            {
                throw StripeError.Invalid($"You cannot expand more than {MaxDepth} levels of a property ({path}).", "expand");
            }

            Walk(scope, answer, steps, path);
        }
    }

    private void Walk(Scope scope, JsonObject node, ReadOnlySpan<string> steps, string path)
    {
        if (steps.Length == 0)
        {
            return;
        }

        var name = steps[0];
        if (name == "data" && node["data"] is JsonArray items)
        {
            foreach (var item in items.OfType<JsonObject>())
            {
                Walk(scope, item, steps[1..], path);
            }

            return;
        }

        var kind = node["object"]?.GetValue<string>() ?? "";
        var property = contract.Resource(kind)?.Property(name) ?? throw NotExpandable(path);
        var expandable = Include(scope, node, kind, name) || property.Flag("x-expandable");
        if (!expandable && (steps.Length == 1 || node[name] is JsonValue))
        {
            throw NotExpandable(path);
        }

        if (node[name] is JsonValue id && scope.Find<StripeObject>(id.GetValue<string>()) is { } found)
        {
            node[name] = wire.Of(found);
        }

        if (node[name] is JsonObject child)
        {
            Walk(scope, child, steps[1..], path);
        }
    }

    /// <summary>Lists that are part of an object only when asked for.</summary>
    private bool Include(Scope scope, JsonObject node, string kind, string name)
    {
        var id = node["id"]?.GetValue<string>() ?? "";
        if (kind == "checkout.session" && name == "line_items" && scope.Find<CheckoutSession>(id) is { } session)
        {
            node[name] = wire.OfList(session.LineItems, hasMore: false, $"/v1/checkout/sessions/{id}/line_items");
        }
        else if (kind == "charge" && name == "refunds")
        {
            var refunds = scope.Session.All<Refund>().Where(r => r.Charge == id).Reverse().ToList();
            node[name] = wire.OfList(refunds.Take(10), refunds.Count > 10, $"/v1/charges/{id}/refunds");
        }
        else if (kind == "invoice" && name == "payments")
        {
            var payments = scope.Session.All<InvoicePayment>().Where(p => p.Invoice == id).Reverse();
            node[name] = wire.OfList(payments, hasMore: false, $"/v1/invoice_payments?invoice={id}");
        }
        else if (kind == "invoice" && name == "confirmation_secret" && scope.Find<Invoice>(id) is { } invoice)
        {
            node[name] = InvoiceLifecycle.IntentOf(scope, invoice) is { } intent
                ? new JsonObject { ["client_secret"] = intent.ClientSecret, ["type"] = "payment_intent" }
                : null;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static StripeError NotExpandable(string path) =>
        StripeError.Invalid($"This property cannot be expanded ({path}).", "expand");
}
