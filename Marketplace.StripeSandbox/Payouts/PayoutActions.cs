using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Transfers;

namespace Marketplace.StripeSandbox.Payouts;

internal static class PayoutActions
{
    /// <summary>A payout asked for through the API: by the platform, or in the name of a connected account.</summary>
    public static Payout Create(Scope scope, PayoutCreateParameters parameters)
    {
        var amount = Amounts.RequirePositive(parameters.Amount);
        var currency = Amounts.RequireCurrency(parameters.Currency, "currency");
        if (scope.Owner is { } account && !scope.Find<Account>(account)!.PayoutsEnabled)
        {
            throw StripeError.Invalid("Cannot create payouts: this account has requirements that need to be collected.", code: "payouts_not_allowed");
        }

        TransferActions.RequireFunds(scope, scope.Owner, amount, currency);
        return Send(scope, new PayoutOrder(scope.Owner, amount, currency, Automatic: false)
        {
            Description = parameters.Description,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            StatementDescriptor = parameters.StatementDescriptor,
        });
    }

    public static Payout Send(Scope scope, PayoutOrder order)
    {
        var id = DocumentId.New("po_");
        var bank = order.Owner is { } account ? scope.Find<Account>(account)?.BankAccountFor(order.Currency) : null;
        var movement = BalanceBook.Book(scope, new Movement(order.Owner, "payout", "payout", id, -order.Amount, order.Currency)
        {
            Description = order.Automatic ? "STRIPE PAYOUT" : order.Description,
        });
        var payout = scope.Put(new Payout
        {
            Id = id,
            Owner = order.Owner,
            Created = scope.Created,
            Amount = order.Amount,
            ArrivalDate = scope.Created,
            Automatic = order.Automatic,
            BalanceTransaction = movement.Id,
            Currency = order.Currency,
            Description = order.Automatic ? "STRIPE PAYOUT" : order.Description,
            Destination = bank?.Id,
            Metadata = order.Metadata,
            ReconciliationStatus = order.Automatic ? "in_progress" : "not_applicable",
            StatementDescriptor = order.StatementDescriptor,
            Status = "in_transit",
            TraceId = new TraceId("pending", null),
        });
        scope.Emit("payout.created", payout);
        return payout;
    }

    /// <summary>The bank has credited the money, or sends it back.</summary>
    public static void Arrive(Scope scope, Payout payout)
    {
        if (payout.Destination is { } bankId && scope.Find<BankAccount>(bankId) is { PayoutFailure: { } code } bank)
        {
            Fail(scope, payout, code);
            AccountStates.PausePayouts(scope, scope.Find<Account>(bank.Account)!, bank);
            return;
        }

        var paid = scope.Put(payout with
        {
            ReconciliationStatus = payout.Automatic ? "completed" : payout.ReconciliationStatus,
            Status = "paid",
            TraceId = new TraceId("supported", DocumentId.New("", 12)),
        });
        scope.Emit("payout.paid", paid, payout);
    }

    /// <summary>The money is on the account's balance again.</summary>
    private static void Fail(Scope scope, Payout payout, string code)
    {
        var movement = BalanceBook.Book(scope, new Movement(payout.Owner, "payout_failure", "payout_reversal", payout.Id, payout.Amount, payout.Currency)
        {
            Description = payout.Description,
        });
        var failed = scope.Put(payout with
        {
            FailureBalanceTransaction = movement.Id,
            FailureCode = code,
            FailureMessage = TestBankAccounts.MessageOf(code),
            ReconciliationStatus = payout.Automatic ? "completed" : payout.ReconciliationStatus,
            Status = "failed",
        });
        scope.Emit("payout.failed", failed, payout);
    }
}

internal sealed record PayoutOrder(string? Owner, long Amount, string Currency, bool Automatic)
{
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string? StatementDescriptor { get; init; }
}
