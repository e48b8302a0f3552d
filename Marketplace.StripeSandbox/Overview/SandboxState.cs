using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Transfers;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.StripeSandbox.Overview;

internal sealed record SandboxState(
    DateTimeOffset Now,
    DateTimeOffset WallClock,
    IReadOnlyList<KindState> Kinds,
    IReadOnlyList<BalanceState> Balances,
    IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyCollection<string> ContractViolations)
{
    private const int LastShown = 5;
    private const int DeliveriesShown = 50;
    private const int AccountsShown = 50;

    public static SandboxState Of(Scope scope, ContractLog contractLog) => new(
        scope.Now,
        TimeProvider.System.GetUtcNow(),
        [
            Kind<Account>(scope, "Accounts", a => $"{a.HolderName ?? a.Email} {(a.PayoutsEnabled ? "ready" : "incomplete")}"),
            Kind<Customer>(scope, "Customers", c => c.Name ?? c.Email ?? c.Description ?? ""),
            Kind<Subscription>(scope, "Subscriptions", s => $"{Amounts.Display(s.Items.Data.Sum(i => i.Amount()), s.Currency)} / {s.Recurring().Display} {s.Status}"),
            Kind<Invoice>(scope, "Invoices", i => $"{Amounts.Display(i.Total, i.Currency)} {i.Status}"),
            Kind<CheckoutSession>(scope, "Checkout sessions", s => $"{Amounts.Display(s.AmountTotal, s.Currency)} {s.Status}"),
            Kind<Charge>(scope, "Charges", c => $"{Amounts.Display(c.Amount, c.Currency)} {c.Status}"),
            Kind<Refund>(scope, "Refunds", r => $"{Amounts.Display(r.Amount, r.Currency)} {r.Status}"),
            Kind<Transfer>(scope, "Transfers", t => $"{Amounts.Display(t.Amount, t.Currency)} → {t.Destination}"),
            Kind<Payout>(scope, "Payouts", p => $"{Amounts.Display(p.Amount, p.Currency)} {p.Status}"),
            Kind<Event>(scope, "Events", e => e.Type),
        ],
        [BalanceState.Of(scope, null, "Platform"), .. scope.Session.All<Account>().Reverse().Take(AccountsShown).Select(a => BalanceState.Of(scope, a, a.HolderName ?? a.Email ?? a.Id))],
        [.. scope.Session.All<WebhookDelivery>().Reverse().Take(DeliveriesShown).Select(DeliveryView.Of)],
        contractLog.Violations);

    /// <summary>Payments that arrive at connected accounts are charges too; here the transfer already stands for them.</summary>
    private static KindState Kind<T>(Scope scope, string name, Func<T, string> describe)
        where T : StripeObject
    {
        var all = scope.Session.All<T>().Where(d => d is not Charge { Owner: not null }).ToList();
        return new KindState(name, all.Count, [.. all.AsEnumerable().Reverse().Take(LastShown).Select(d => new ObjectView(d.Id, describe(d), DateTimeOffset.FromUnixTimeSeconds(d.Created)))]);
    }
}

internal sealed record KindState(string Name, int Count, IReadOnlyList<ObjectView> Last);

internal sealed record ObjectView(string Id, string Text, DateTimeOffset CreatedAt);

internal sealed record BalanceState(string? Account, string Name, IReadOnlyList<BalanceAmount> Amounts)
{
    public static BalanceState Of(Scope scope, Account? account, string name) =>
        new(account?.Id, name, Balance.Balances.Of(BalanceBook.Of(scope, account?.Id), account?.DefaultCurrency ?? "usd", scope.Created));
}

internal sealed record AccountState(
    string Id,
    bool DetailsSubmitted,
    bool ChargesEnabled,
    bool PayoutsEnabled,
    IReadOnlyDictionary<string, string> Capabilities,
    IReadOnlyList<BalanceAmount> Balances,
    DateTimeOffset PayoutDayHandled)
{
    public static AccountState Of(Scope scope, Account account) => new(
        account.Id,
        account.DetailsSubmitted,
        account.ChargesEnabled,
        account.PayoutsEnabled,
        account.Capabilities,
        BalanceState.Of(scope, account, account.Id).Amounts,
        account.PayoutDayHandled);
}

internal sealed record DeliveryView(
    string Id, string EventId, string EventType, string Url, string State, int Attempts, int? LastStatus, string? LastError, DateTimeOffset? LastAttemptAt)
{
    public static DeliveryView Of(WebhookDelivery d) => new(
        d.Id,
        d.EventId,
        d.EventType,
        d.Url,
        d.State switch { DeliveryState.Delivered => "delivered", DeliveryState.GivenUp => "given up", DeliveryState.Dropped => "dropped", _ => "pending" },
        d.Attempts,
        d.LastStatus,
        d.LastError,
        d.LastAttemptAt);
}
