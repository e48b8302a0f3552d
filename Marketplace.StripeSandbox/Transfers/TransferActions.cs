using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Transfers;

/// <summary>Moves money from the platform's balance to a connected account's.</summary>
internal static class TransferActions
{
    public static Transfer Create(Scope scope, TransferCreateParameters parameters)
    {
        if (scope.Owner is not null)
        {
            throw StripeError.Unsupported("A transfer made by a connected account");
        }

        var amount = Amounts.RequirePositive(parameters.Amount);
        var currency = Amounts.RequireCurrency(parameters.Currency, "currency");
        var destination = RequireDestination(scope, parameters.Destination);
        var source = parameters.SourceTransaction is { } chargeId ? RequireSource(scope, chargeId, amount, currency) : null;
        if (source is null)
        {
            RequireFunds(scope, null, amount, currency);
        }

        // Money of a charge that has not settled can be promised at once; it arrives when the charge does.
        var availableOn = source is null ? scope.Created : scope.Find<BalanceTransaction>(source.BalanceTransaction!)!.AvailableOn;
        var id = DocumentId.New("tr_");
        var sent = BalanceBook.Book(scope, new Movement(null, "transfer", "transfer", id, -amount, currency)
        {
            AvailableOn = availableOn,
            Description = parameters.Description,
        });
        var payment = Receive(scope, id, destination, amount, currency, availableOn);
        var transfer = scope.Put(new Transfer
        {
            Id = id,
            Created = scope.Created,
            Amount = amount,
            BalanceTransaction = sent.Id,
            Currency = currency,
            Description = parameters.Description,
            Destination = destination.Id,
            DestinationPayment = payment.Id,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Reversals = new StripeList<TransferReversal>([], $"/v1/transfers/{id}/reversals"),
            SourceTransaction = source?.Id,
            TransferGroup = parameters.TransferGroup ?? source?.TransferGroup ?? (source is null ? null : $"group_{source.PaymentIntent}"),
        });
        scope.Emit("transfer.created", transfer);
        return transfer;
    }

    public static Transfer Update(Scope scope, string id, TransferUpdateParameters parameters)
    {
        var transfer = scope.Require<Transfer>(id, "transfer");
        var updated = scope.Put(transfer with
        {
            Description = parameters.Description ?? transfer.Description,
            Metadata = Metadata.Merge(transfer.Metadata, parameters.Metadata),
        });
        scope.Emit("transfer.updated", updated, transfer);
        return updated;
    }

    /// <summary>Throws when an account's usable balance does not cover an amount.</summary>
    public static void RequireFunds(Scope scope, string? owner, long amount, string currency)
    {
        var available = BalanceBook.BalanceOf(scope, owner, currency).Available;
        if (amount > available)
        {
            throw StripeError.Invalid(
                $"You have insufficient available funds in your Stripe account: {Amounts.Display(available, currency)} are available, {Amounts.Display(amount, currency)} are needed.",
                code: "balance_insufficient");
        }
    }

    private static Account RequireDestination(Scope scope, string id)
    {
        var account = scope.Find<Account>(id) ?? throw StripeError.Missing("destination", id, "destination");
        return account.HasActive("transfers")
            ? account
            : throw StripeError.Invalid(
                "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
                "destination",
                "insufficient_capabilities_for_transfer");
    }

    private static Charge RequireSource(Scope scope, string chargeId, long amount, string currency)
    {
        var charge = scope.RequireParameter<Charge>(chargeId, "charge", "source_transaction");
        if (charge.Status != "succeeded")
        {
            throw StripeError.Invalid($"Charge {chargeId} has not succeeded and cannot fund a transfer.", "source_transaction");
        }

        if (charge.Currency != currency)
        {
            throw StripeError.Invalid("The currency of source_transaction's balance transaction must be the same as the transfer currency.", "currency");
        }

        var before = scope.Session.All<Transfer>().Where(t => t.SourceTransaction == chargeId).Sum(t => t.Amount - t.AmountReversed);
        return before + amount <= charge.Amount
            ? charge
            : throw StripeError.Invalid(
                $"Cannot use {Amounts.Display(amount, currency)} of source_transaction {chargeId}: {Amounts.Display(charge.Amount - before, currency)} of it are left to transfer.",
                "amount",
                "transfer_source_balance_parameters_mismatch");
    }

    private static Charge Receive(Scope scope, string transferId, Account destination, long amount, string currency, long availableOn)
    {
        var id = DocumentId.New("py_");
        var received = BalanceBook.Book(scope, new Movement(destination.Id, "payment", "charge", id, amount, currency) { AvailableOn = availableOn });
        return scope.Put(new Charge
        {
            Id = id,
            Owner = destination.Id,
            Created = scope.Created,
            Amount = amount,
            AmountCaptured = amount,
            BalanceTransaction = received.Id,
            BillingDetails = new BillingDetails(null, null),
            Captured = true,
            Currency = currency,
            Paid = true,
            PaymentMethodDetails = new PaymentMethodDetails(null, "stripe_account") { StripeAccount = new StripeAccountDetails() },
            SourceTransfer = transferId,
            Status = "succeeded",
        });
    }
}
