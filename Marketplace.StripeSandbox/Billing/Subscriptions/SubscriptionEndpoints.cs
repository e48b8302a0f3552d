using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this StripeRoutes routes)
    {
        routes.Post<SubscriptionCreateParameters>("/v1/subscriptions", (call, p) => SubscriptionCreation.Create(call.Scope, p));
        routes.Get<SubscriptionListParameters>("/v1/subscriptions", (call, p) => call.List(Matching(call.Scope, p), p));
        routes.Get("/v1/subscriptions/{id}", call => call.Scope.Require<Subscription>(call.Id, "subscription"));
        routes.Post<SubscriptionUpdateParameters>("/v1/subscriptions/{id}", (call, p) => SubscriptionUpdates.Update(call.Scope, call.Id, p));
        routes.Delete<SubscriptionCancelParameters>("/v1/subscriptions/{id}", (call, p) => SubscriptionEnding.Cancel(call.Scope, call.Id, p));
        routes.Get<SubscriptionItemListParameters>("/v1/subscription_items", (call, p) => call.List(
            call.Scope.RequireParameter<Subscription>(p.Subscription, "subscription", "subscription").Items.Data, p));
        routes.Get("/v1/subscription_items/{id}", call => Item(call.Scope, call.Id));
        routes.Post<SubscriptionItemUpdateParameters>("/v1/subscription_items/{id}", (call, p) => UpdateItem(call.Scope, call.Id, p));
    }

    /// <summary>All but the ended ones, unless they are asked for.</summary>
    private static IEnumerable<Subscription> Matching(Scope scope, SubscriptionListParameters p) => scope.Newest<Subscription>().Where(s =>
        (p.Customer is null || s.Customer == p.Customer)
        && (p.CollectionMethod is null || s.CollectionMethod == p.CollectionMethod)
        && (p.Price is null || s.Items.Data.Any(i => i.Price.Id == p.Price))
        && p.CurrentPeriodStart?.Contains(s.PeriodStart()) != false
        && p.CurrentPeriodEnd?.Contains(s.PeriodEnd()) != false
        && p.Status switch
        {
            null => s.Status is not ("canceled" or "incomplete_expired"),
            "all" => true,
            "ended" => s.Status is "canceled" or "incomplete_expired",
            var status => s.Status == status,
        });

    private static SubscriptionItem Item(Scope scope, string id) =>
        scope.Newest<Subscription>().SelectMany(s => s.Items.Data).FirstOrDefault(i => i.Id == id) ?? throw StripeError.NotFound("subscription_item", id);

    private static SubscriptionItem UpdateItem(Scope scope, string id, SubscriptionItemUpdateParameters p)
    {
        SubscriptionUpdates.Update(scope, Item(scope, id).Subscription, new SubscriptionUpdateParameters
        {
            Items = [new SubscriptionItemParameters { Id = id, Metadata = p.Metadata, Price = p.Price, Quantity = p.Quantity }],
            PaymentBehavior = p.PaymentBehavior,
            ProrationBehavior = p.ProrationBehavior,
            ProrationDate = p.ProrationDate,
        });
        return Item(scope, id);
    }
}
