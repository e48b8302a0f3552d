using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Schedules;

internal static class ScheduleEndpoints
{
    public static void MapSchedules(this StripeRoutes routes)
    {
        routes.Post<ScheduleCreateParameters>("/v1/subscription_schedules", (call, p) => ScheduleActions.Create(call.Scope, p));
        routes.Get<ScheduleListParameters>("/v1/subscription_schedules", (call, p) => call.List(
            call.Scope.Newest<SubscriptionSchedule>().Where(s => (p.Customer is null || s.Customer == p.Customer)
                && (p.Scheduled is null || p.Scheduled == (s.Status == "not_started"))),
            p));
        routes.Get("/v1/subscription_schedules/{id}", call => call.Scope.Require<SubscriptionSchedule>(call.Id, "subscription_schedule"));
        routes.Post<ScheduleUpdateParameters>("/v1/subscription_schedules/{id}", (call, p) => ScheduleActions.Update(call.Scope, call.Id, p));
        routes.Post<ScheduleCancelParameters>("/v1/subscription_schedules/{id}/cancel", (call, p) => ScheduleActions.Cancel(call.Scope, call.Id, p));
        routes.Post<ScheduleReleaseParameters>("/v1/subscription_schedules/{id}/release", (call, _) => ScheduleActions.Release(call.Scope, call.Id));
    }
}
