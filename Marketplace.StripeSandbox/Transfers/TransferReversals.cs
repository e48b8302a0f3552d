using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Transfers;

internal static class TransferReversals
{
    public static TransferReversal Require(Scope scope, string transferId, string id)
    {
        var reversal = scope.Require<TransferReversal>(id, "transfer reversal");
        return reversal.Transfer == transferId ? reversal : throw StripeError.NotFound("transfer reversal", id);
    }

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

        var id = DocumentId.New("trr_");
        var refund = TakeBack(scope, transfer, new Taken(id, payment, amount, arrived.AvailableOn));
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

    private static Refund TakeBack(Scope scope, Transfer transfer, Taken taken)
    {
        var id = DocumentId.New("pyr_");
        var movement = BalanceBook.Book(scope, new Movement(transfer.Destination, "payment_refund", "refund", id, -taken.Amount, transfer.Currency)
        {
            AvailableOn = taken.AvailableOn,
        });
        var refunded = taken.Payment.AmountRefunded + taken.Amount;
        scope.Put(taken.Payment with { AmountRefunded = refunded, Refunded = refunded == taken.Payment.Amount });
        return scope.Put(new Refund
        {
            Id = id,
            Owner = transfer.Destination,
            Created = scope.Created,
            Amount = taken.Amount,
            BalanceTransaction = movement.Id,
            Charge = taken.Payment.Id,
            Currency = transfer.Currency,
            Metadata = Metadata.Empty,
            SourceTransferReversal = taken.ReversalId,
            Status = "succeeded",
        });
    }

    private sealed record Taken(string ReversalId, Charge Payment, long Amount, long AvailableOn);
}
