using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/// <summary>What Stripe finds out about a seller later. What is not said stays; `none` empties a list or a reason.</summary>
internal sealed record AccountStateChange
{
    /// <summary>`active`, `inactive` or `pending`.</summary>
    public string? Transfers { get; init; }

    /// <summary>`on` or `off`.</summary>
    public string? Payouts { get; init; }

    /// <summary>Fields that are due, separated by commas.</summary>
    public string? Due { get; init; }
    public string? PastDue { get; init; }
    public string? DisabledReason { get; init; }

    /// <summary>`ok`, or the code by which the bank sends payouts back.</summary>
    public string? Bank { get; init; }
}

internal static class AccountStates
{
    public static Account Change(Scope scope, Account account, AccountStateChange change)
    {
        var pastDue = List(change.PastDue, account.Requirements.PastDue);
        var due = List(change.Due, account.Requirements.CurrentlyDue).Union(pastDue).ToList();
        var reason = change.DisabledReason switch
        {
            null when change.PastDue is not null => pastDue.Count > 0 ? "requirements.past_due" : null,
            null => account.Requirements.DisabledReason,
            "none" => null,
            var said => said,
        };
        var isRejected = reason?.StartsWith("rejected.", StringComparison.Ordinal) == true;
        var changed = account with
        {
            Capabilities = Capabilities(account, isRejected ? "inactive" : change.Transfers, all: isRejected),
            ChargesEnabled = account.ChargesEnabled && !isRejected,
            ExternalAccounts = Bank(scope, account, change.Bank),
            PayoutsEnabled = !isRejected && (change.Payouts is { } payouts ? Choice(payouts, "payouts", "off", "on") == "on" : account.PayoutsEnabled && pastDue.Count == 0),
            Requirements = new Requirements(due, due, pastDue, reason),
        };
        return Save(scope, account, changed);
    }

    /// <summary>The platform's own refusal of a seller, through the API.</summary>
    public static Account Reject(Scope scope, string id, AccountRejectParameters parameters) => Change(
        scope,
        AccountActions.Require(scope, id),
        new AccountStateChange
        {
            DisabledReason = parameters.Reason switch
            {
                "terms_of_service" => "rejected.platform_terms_of_service",
                "credit" or "other" => "rejected.platform_other",
                _ => "rejected.platform_fraud",
            },
        });

    /// <summary>A bank that sends a payout back is not used again until the seller enters another.</summary>
    public static void PausePayouts(Scope scope, Account account, BankAccount bank)
    {
        var errored = scope.Put(bank with { Status = "errored" });
        scope.Emit("account.external_account.updated", errored, bank);
        Save(scope, account, account with
        {
            ExternalAccounts = account.ExternalAccounts with { Data = [.. account.ExternalAccounts.Data.Select(b => b.Id == bank.Id ? errored : b)] },
            PayoutsEnabled = false,
            Requirements = account.Requirements with
            {
                CurrentlyDue = [.. account.Requirements.CurrentlyDue.Union(["external_account"])],
                EventuallyDue = [.. account.Requirements.EventuallyDue.Union(["external_account"])],
            },
        });
    }

    private static Account Save(Scope scope, Account before, Account after)
    {
        var saved = scope.Put(after);
        foreach (var (name, status) in after.Capabilities.Where(c => before.Capabilities.GetValueOrDefault(c.Key) != c.Value))
        {
            scope.Emit("capability.updated", Capability.Of(saved, name), Capability.Of(before, name));
        }

        scope.Emit("account.updated", saved, before);
        return saved;
    }

    private static Dictionary<string, string> Capabilities(Account account, string? status, bool all) =>
        account.Capabilities.ToDictionary(
            c => c.Key,
            c => status is not null && (all || c.Key == "transfers") ? Choice(status, "transfers", "active", "inactive", "pending") : c.Value,
            StringComparer.Ordinal);

    private static StripeList<BankAccount> Bank(Scope scope, Account account, string? failure)
    {
        if (failure is null || account.ExternalAccounts.Data is not [var bank, ..])
        {
            return account.ExternalAccounts;
        }

        var changed = scope.Put(bank with
        {
            PayoutFailure = failure == "ok" ? null : Choice(failure, "bank", [.. TestBankAccounts.FailureCodes]),
            Status = failure == "ok" ? "new" : bank.Status,
        });
        return account.ExternalAccounts with { Data = [changed, .. account.ExternalAccounts.Data.Skip(1)] };
    }

    private static IReadOnlyList<string> List(string? given, IReadOnlyList<string> current) => given switch
    {
        null => current,
        "none" => [],
        _ => given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    private static string Choice(string value, string parameter, params string[] allowed) => allowed.Contains(value)
        ? value
        : throw StripeError.Invalid($"Invalid {parameter}: must be one of {string.Join(", ", allowed)}", parameter);
}
