using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Portal;

/// <summary>The hosted page on which customers change plan, card and cancellation by themselves.</summary>
internal static class PortalPages
{
    public static void MapPortalPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/p/session/{key}", (string key, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, key, null)));
        MapForm(app, "cancel", (scope, visit, form) => Cancel(scope, visit, form["subscription"].ToString(), cancel: true));
        MapForm(app, "resume", (scope, visit, form) => Cancel(scope, visit, form["subscription"].ToString(), cancel: false));
        MapForm(app, "plan", (scope, visit, form) => ChangePlan(scope, visit, form["subscription"].ToString(), form["price"].ToString()));
        MapForm(app, "card", (scope, visit, form) => ReplaceCard(scope, visit, CardForm.From(form)));
    }

    private static void MapForm(IEndpointRouteBuilder app, string name, Func<Scope, PortalVisit, IFormCollection, string?> act) =>
        app.MapPost($"/p/session/{{key}}/{name}", async (string key, HttpContext http, SandboxWork work) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return await work.ExecuteAsync(http, scope =>
            {
                if (Find(scope, key) is not { } visit)
                {
                    return Gone();
                }

                var problem = act(scope.At(scope.Now, visit.Customer.Owner), visit, form);
                return problem is null ? Results.Redirect($"/p/session/{key}") : Show(scope, key, problem);
            });
        });

    private static IResult Show(Scope scope, string key, string? problem) =>
        Find(scope, key) is { } visit ? PortalView.Page(scope, visit, problem) : Gone();

    private static IResult Gone() => Layout.Message("This link has expired", "Go back to the shop and open the page again.", Html.Empty, StatusCodes.Status410Gone);

    private static PortalVisit? Find(Scope scope, string key) =>
        scope.Session.All<PortalSession>().FirstOrDefault(s => s.PageKey == key) is { } session && session.UsableUntil > scope.Now
            && scope.Find<Customer>(session.Customer) is { IsDeleted: false } customer
            ? new PortalVisit(session, customer, scope.Find<PortalConfiguration>(session.Configuration)!.Features)
            : null;

    private static string? Cancel(Scope scope, PortalVisit visit, string id, bool cancel)
    {
        if (!visit.Features.SubscriptionCancel.Enabled || Own(scope, visit, id) is not { } subscription)
        {
            return "This is not possible here.";
        }

        if (cancel && visit.Features.SubscriptionCancel.Mode == "immediately")
        {
            SubscriptionEnding.End(scope, subscription, "cancellation_requested");
            return null;
        }

        if (subscription.Schedule is { } schedule)
        {
            ScheduleActions.Release(scope, schedule);
        }

        SubscriptionUpdates.Update(scope, id, new SubscriptionUpdateParameters { CancelAtPeriodEnd = cancel });
        return null;
    }

    /// <summary>At once, or at the end of the period where the configuration says so for cheaper plans.</summary>
    private static string? ChangePlan(Scope scope, PortalVisit visit, string id, string priceId)
    {
        var update = visit.Features.SubscriptionUpdate;
        if (!update.Enabled || Own(scope, visit, id) is not { Items.Data: [var item] } subscription || update.Products.All(p => !p.Prices.Contains(priceId)))
        {
            return "This plan cannot be chosen here.";
        }

        var price = scope.Find<Price>(priceId)!;
        if (price.Id == item.Price.Id)
        {
            return null;
        }

        var cheaper = price.UnitAmount < item.Price.UnitAmount && update.ScheduleAtPeriodEnd.Conditions.Any(c => c.Type == "decreasing_item_amount");
        var changed = cheaper
            ? Schedule(scope, subscription, price)
            : SubscriptionUpdates.Update(scope, id, new SubscriptionUpdateParameters
            {
                Items = [new SubscriptionItemParameters { Id = item.Id, Price = priceId }],
                PaymentBehavior = "pending_if_incomplete",
                ProrationBehavior = update.ProrationBehavior,
            });
        return changed.PendingUpdate is null ? null : "Your card was declined. Replace it, then pay the open invoice to change your plan.";
    }

    private static Subscription Schedule(Scope scope, Subscription subscription, Price price)
    {
        var schedule = subscription.Schedule is { } existing
            ? scope.Find<SubscriptionSchedule>(existing)!
            : ScheduleActions.Create(scope, new ScheduleCreateParameters { FromSubscription = subscription.Id });
        var current = schedule.Phase()!;
        ScheduleActions.Update(scope, schedule.Id, new ScheduleUpdateParameters
        {
            EndBehavior = "release",
            Phases =
            [
                new PhaseParameters { EndDate = current.EndDate, Items = [.. current.Items.Select(i => new PhaseItemParameters(i.Price, i.Quantity))] },
                new PhaseParameters { Items = [new PhaseItemParameters(price.Id, subscription.Items.Data[0].Quantity)] },
            ],
        });
        return scope.Find<Subscription>(subscription.Id)!;
    }

    private static string? ReplaceCard(Scope scope, PortalVisit visit, CardForm form)
    {
        if (!visit.Features.PaymentMethodUpdate.Enabled)
        {
            return "This is not possible here.";
        }

        var (entry, errors) = (form with { Email = visit.Customer.Email ?? "unknown@example.com" }).Check(scope.Now);
        if (entry is null)
        {
            return string.Join(' ', errors.Values);
        }

        return CustomerCards.Replace(scope, visit.Customer, entry);
    }

    private static Subscription? Own(Scope scope, PortalVisit visit, string id) =>
        scope.Find<Subscription>(id) is { EndedAt: null } subscription && subscription.Customer == visit.Customer.Id ? subscription : null;
}

internal sealed record PortalVisit(PortalSession Session, Customer Customer, PortalFeatures Features)
{
    public IReadOnlyList<Subscription> Subscriptions(Scope scope) =>
        [.. scope.Session.All<Subscription>().Where(s => s.Customer == Customer.Id && s.EndedAt is null).Reverse()];

    public IReadOnlyList<Invoice> Invoices(Scope scope) =>
        [.. scope.Session.All<Invoice>().Where(i => i.Customer == Customer.Id && i.Status is not "draft").Reverse().Take(24)];
}
