using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payouts;

/// <summary>
/// Pays every connected account's usable balance to its bank on its payout day.
/// People move the clock by days in one step, and the transfers a payout day should have paid arrive seconds after it:
/// so a day that a jump skipped stays open per account and is made up once, as soon as the account has funds.
/// Lived through in real time, a day without funds is simply over.
/// </summary>
internal static class AutomaticPayouts
{
    public static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    public static void Run(Scope scope, DateTimeOffset previousTick)
    {
        // Those sent by an earlier tick: a person sees them on their way first.
        foreach (var arriving in scope.Session.All<Payout>().Where(p => p.Status == "in_transit" && p.ArrivalDate <= scope.Created).ToList())
        {
            PayoutActions.Arrive(scope, arriving);
        }

        if (scope.Now < previousTick)
        {
            ReopenDaysToCome(scope);
        }

        foreach (var account in scope.Session.All<Account>().ToList())
        {
            var day = PayoutSchedule.LastDay(account.Settings.Payouts.Schedule, scope.Now);
            if (day <= account.PayoutDayHandled)
            {
                continue;
            }

            var paid = account.PayoutsEnabled && PayOut(scope, account);
            var livedThrough = previousTick < day && scope.Now - previousTick < Jump;
            if (paid || livedThrough)
            {
                scope.Put(account with { PayoutDayHandled = day });
            }
        }
    }

    /// <summary>The clock was set back: days that lie ahead again are to be lived through again.</summary>
    private static void ReopenDaysToCome(Scope scope)
    {
        foreach (var account in scope.Session.All<Account>().ToList())
        {
            var day = PayoutSchedule.LastDay(account.Settings.Payouts.Schedule, scope.Now);
            if (account.PayoutDayHandled > day)
            {
                scope.Put(account with { PayoutDayHandled = day });
            }
        }
    }

    private static bool PayOut(Scope scope, Account account)
    {
        var movements = BalanceBook.Of(scope, account.Id).ToList();
        var sent = false;
        foreach (var balance in Balances.Of(movements, account.DefaultCurrency, scope.Created).Where(b => b.Available > 0))
        {
            var payout = PayoutActions.Send(scope, new PayoutOrder(account.Id, balance.Available, balance.Currency, Automatic: true));
            var parts = movements.Where(m => m.Payout is null && m.Currency == balance.Currency && m.AvailableOn <= scope.Created);
            foreach (var part in parts.Append(scope.Find<BalanceTransaction>(payout.BalanceTransaction)!))
            {
                scope.Put(part with { Payout = payout.Id });
            }

            sent = true;
        }

        return sent;
    }
}
