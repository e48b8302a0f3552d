using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;

namespace Marketplace.Core.Refunds;

/// <summary>What someone wants refunded.</summary>
/// <param name="LineId">One line; null for all lines they may speak for.</param>
/// <param name="Amount">Null for all that remains.</param>
public sealed record RefundWish(Guid OrderId, Guid? LineId, Money? Amount, string Reason);

/// <summary>Turns a wish into amounts per line, or refuses it (MONEY.md 13).</summary>
public static class RefundPlan
{
    /// <param name="sellerId">Set when a seller asks: only the own lines count.</param>
    public static Result<IReadOnlyList<(OrderLine Line, long Cents)>> Make(Order order, RefundWish wish, Guid? sellerId)
    {
        var lines = order.Lines.Where(line => (sellerId is null || line.SellerId == sellerId) && (wish.LineId is null || line.Id == wish.LineId)).ToList();
        if (lines.Count == 0)
        {
            return Error.NotFound("order line");
        }

        if (order.PaidAt is null)
        {
            return RefundErrors.NotPaid;
        }

        if (order.IsDemo)
        {
            return RefundErrors.Demo;
        }

        if (order.Lines.Exists(line => line.DisputedCents > 0))
        {
            return RefundErrors.Disputed;
        }

        var remaining = lines.Sum(line => line.RefundableCents);
        return remaining == 0 ? RefundErrors.NothingLeft : Share(order, wish.Amount, lines, remaining);
    }

    private static Result<IReadOnlyList<(OrderLine Line, long Cents)>> Share(Order order, Money? amount, List<OrderLine> lines, long remaining)
    {
        if (amount is { } money && money.Currency != order.Currency)
        {
            return RefundErrors.WrongCurrency(order.Currency);
        }

        if (amount is { Cents: <= 0 })
        {
            return RefundErrors.AmountTooSmall;
        }

        var cents = amount?.Cents ?? remaining;
        if (cents > remaining)
        {
            return RefundErrors.AboveRemaining(new(remaining, order.Currency));
        }

        return lines.Zip(RefundPolicy.Split(cents, lines)).Where(share => share.Second > 0).Select(share => (share.First, share.Second)).ToList();
    }
}
