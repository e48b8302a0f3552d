using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Transfers;

internal static class TransferReversals
{
    /// <summary>Takes a transfer back, whole or in part, as far as the connected account's balance covers it.</summary>
    public static TransferReversal Create(Scope scope, string transferId, ReversalCreateParameters parameters)
    {
        var transfer = scope.Require<Transfer>(transferId, "transfer");
        var left = transfer.Amount - transfer.AmountReversed;
        if (left == 0)
        {
            throw StripeError.Invalid($"Transfer {transferId} is already fully reversed.", code: "transfer_already_reversed");
        }

        var amount = parameters.Amount is null ? left : Amounts.RequirePositive(parameters.Amount);
        if (amount > left)
        {
            throw StripeError.Invalid($"Reversal amount ({amount}) is greater than the unreversed amount of the transfer ({left}).", "amount");
        }

        var payment = scope.Find<Charge>(transfer.DestinationPayment)!;
        var arrived = scope.Find<BalanceTransaction>(payment.BalanceTransaction!)!;
        if (arrived.AvailableOn <= scope.Created)
        {
            TransferActions.RequireFunds(scope, transfer.Destination, amount, transfer.Currency);
        }

        var refund = TakeBack(scope, transfer, payment, amount, arrived.AvailableOn);
        var id = DocumentId.New("trr_");
        var returned = BalanceBook.Book(scope, new Movement(null, "transfer_refund", "transfer_reversal", id, amount, transfer.Currency)
        {
            AvailableOn = arrived.AvailableOn,
            Description = $"REFUND FOR TRANSFER {transfer.Id}",
        });
        var reversal = scope.Put(new TransferReversal
        {
            Id = id,
            Created = scope.Created,
            Amount = amount,
            BalanceTransaction = returned.Id,
            Currency = transfer.Currency,
            DestinationPaymentRefund = refund.Id,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Transfer = transfer.Id,
        });
        var updated = scope.Put(transfer with
        {
            AmountReversed = transfer.AmountReversed + amount,
            Reversed = transfer.AmountReversed + amount == transfer.Amount,
            Reversals = new StripeList<TransferReversal>([reversal, .. transfer.Reversals.Data], transfer.Reversals.Url),
        });
        scope.Emit("transfer.reversed", updated, transfer);
        return reversal;
    }

    private static Refund TakeBack(Scope scope, Transfer transfer, Charge payment, long amount, long availableOn)
    {
        var id = DocumentId.New("pyr_");
        var taken = BalanceBook.Book(scope, new Movement(transfer.Destination, "payment_refund", "refund", id, -amount, transfer.Currency)
        {
            AvailableOn = availableOn,
        });
        var refunded = payment.AmountRefunded + amount;
        scope.Put(payment with { AmountRefunded = refunded, Refunded = refunded == payment.Amount });
        return scope.Put(new Refund
        {
            Id = id,
            Owner = transfer.Destination,
            Created = scope.Created,
            Amount = amount,
            BalanceTransaction = taken.Id,
            Charge = payment.Id,
            Currency = transfer.Currency,
            Metadata = Metadata.Empty,
            Status = "succeeded",
        });
    }
}
