using CsCheck;
using Marketplace.Core.Orders;

namespace Marketplace.Tests.Orders;

internal sealed class OrderLineTests
{
    [Test]
    public void MarkPaid_APendingOrder_SplitsTheRealProcessingFee()
    {
        var order = SoldOrder.Paid(processingFee: 100, [1000, 500]);
        Assert.That(order.Lines.Select(line => line.ProcessingFeeCents), Is.EqualTo(new long[] { 67, 33 }));
        Assert.That(order.Lines.Select(line => line.SellerAmountCents), Is.EqualTo(new long[] { 833, 417 }));
        Assert.That(order.Lines.Select(line => line.LicenseKey), Is.Unique.And.All.StartsWith("MKT-"));
    }

    [Test]
    public void MarkPaid_Twice_IsRefused() => Assert.That(() => SoldOrder.Paid(0, [100]).MarkPaid(SoldOrder.PaidAt, 0, SoldOrder.ReleaseAt), Throws.InvalidOperationException);

    [Test]
    public void Cancel_APaidOrder_IsRefused() => Assert.That(() => SoldOrder.Paid(0, [100]).Cancel(), Throws.InvalidOperationException);

    [Test]
    public void Release_BeforeItsTime_IsRefused() =>
        Assert.That(() => SoldOrder.Paid(0, [100]).Lines[0].Release(SoldOrder.ReleaseAt.AddSeconds(-1)), Throws.InvalidOperationException);

    [TestCase(OrderLineState.Pending, ExpectedResult = false)]
    [TestCase(OrderLineState.InEscrow, ExpectedResult = true)]
    [TestCase(OrderLineState.Released, ExpectedResult = true)]
    [TestCase(OrderLineState.Transferred, ExpectedResult = true)]
    [TestCase(OrderLineState.Refunded, ExpectedResult = false)]
    [TestCase(OrderLineState.Canceled, ExpectedResult = false)]
    public bool MayDownload_OnlyAPaidLine(OrderLineState state) => OrderPolicy.MayDownload(state);

    /// <summary>A line of 10.00 in every state that it can be in, and the state after each action; the actions that are not named are refused.</summary>
    private static IEnumerable<TestCaseData> Transitions()
    {
        var table = new (string From, (LineAction Action, OrderLineState To)[] Allowed)[]
        {
            ("pending", []),
            ("canceled", []),
            ("in escrow", [(LineAction.Release, OrderLineState.Released), (LineAction.Refund, OrderLineState.InEscrow), (LineAction.Dispute, OrderLineState.InEscrow)]),
            ("in escrow, frozen", [(LineAction.Refund, OrderLineState.InEscrow), (LineAction.Dispute, OrderLineState.InEscrow)]),
            ("in escrow, half disputed", [(LineAction.Refund, OrderLineState.InEscrow), (LineAction.Dispute, OrderLineState.InEscrow), (LineAction.Win, OrderLineState.InEscrow), (LineAction.Lose, OrderLineState.InEscrow)]),
            ("in escrow, half refunded", [(LineAction.Release, OrderLineState.Released), (LineAction.Refund, OrderLineState.Refunded), (LineAction.UndoRefund, OrderLineState.InEscrow), (LineAction.Dispute, OrderLineState.InEscrow)]),
            ("half refunded, half disputed", [(LineAction.UndoRefund, OrderLineState.InEscrow), (LineAction.Win, OrderLineState.InEscrow), (LineAction.Lose, OrderLineState.Refunded)]),
            ("refunded in escrow", [(LineAction.UndoRefund, OrderLineState.InEscrow)]),
            ("released", [(LineAction.PutIntoTransfer, OrderLineState.Released), (LineAction.LeaveTransfer, OrderLineState.Released), (LineAction.Refund, OrderLineState.Released), (LineAction.Dispute, OrderLineState.Released)]),
            ("released, frozen", [(LineAction.LeaveTransfer, OrderLineState.Released), (LineAction.Refund, OrderLineState.Released), (LineAction.Dispute, OrderLineState.Released)]),
            ("in a transfer", [(LineAction.LeaveTransfer, OrderLineState.Released), (LineAction.MarkTransferred, OrderLineState.Transferred)]),
            ("transferred", [(LineAction.Refund, OrderLineState.Transferred), (LineAction.Dispute, OrderLineState.Transferred)]),
            ("transferred, half disputed", [(LineAction.Refund, OrderLineState.Transferred), (LineAction.Dispute, OrderLineState.Transferred), (LineAction.Win, OrderLineState.Released), (LineAction.Lose, OrderLineState.Transferred)]),
            ("transferred, then refunded", [(LineAction.UndoRefund, OrderLineState.Released)]),
        };
        return from row in table
               from action in Enum.GetValues<LineAction>()
               let allowed = row.Allowed.Where(pair => pair.Action == action).Select(pair => (OrderLineState?)pair.To).SingleOrDefault()
               select new TestCaseData(row.From, action, allowed) { TestName = $"ALine_{row.From}_{action}_{allowed?.ToString() ?? "IsRefused"}" };
    }

    [TestCaseSource(nameof(Transitions))]
    public void ALine_InAnyState_TakesOnlyTheActionsOfThatState(string from, LineAction action, OrderLineState? to)
    {
        var line = LineThatIs(from);
        var before = Money(line);
        if (to is null)
        {
            Assert.That(() => Do(line, action, 5_00), Throws.InvalidOperationException.Or.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(Money(line), Is.EqualTo(before), "a refused action changes nothing");
            return;
        }

        Do(line, action, 5_00);
        Assert.That(line.State, Is.EqualTo(to));
        AssertWhole(line);
    }

    [Test]
    public void AWonDispute_AfterTheTransfer_PaysOpenDebtFirst()
    {
        var line = LineThatIs("transferred, half disputed");
        var credit = line.WinDispute(5_00, openDebtCents: 1_00);
        Assert.That((credit.DebtCents, credit.DueCents), Is.EqualTo((1_00L, credit.Parts.SellerCents - 1_00)));
        AssertWhole(line);
    }

    [Test]
    public void AWonDispute_InEscrow_ReturnsToEscrow_WhateverTheSellerOwes()
    {
        var credit = LineThatIs("in escrow, half disputed").WinDispute(5_00, openDebtCents: 1_00);
        Assert.That((credit.DebtCents, credit.DueCents, credit.IsInEscrow), Is.EqualTo((0L, credit.Parts.SellerCents, true)));
    }

    [Test]
    public void ARefundThatReturns_WhileAnotherCentIsDisputed_LeavesNoCentInTheHold()
    {
        // 2.50 gives the seller 1.88. Of 2 cents the seller gives 2, of 3 cents 2: the disputed third cent is nothing of the seller's, as the first one it is a cent.
        var line = SoldOrder.Of([2_50]).Lines[0];
        line.Refund(2);
        Assert.That(line.Dispute(1).Parts.SellerCents, Is.Zero);
        Assert.That(line.UndoRefund(2, 0).HeldCents, Is.EqualTo(1));
        line.LoseDispute(1);
        Assert.That((line.HeldCents, line.DueCents), Is.EqualTo((0L, 187L)));
    }

    [Test]
    public void WhateverHappensToALine_ItsMoneyIsWhole() =>
        (from price in Gen.Long[50, 5_000]
         from tax in Gen.Long[0, 500]
         from actions in Gen.Select(Gen.Enum<LineAction>(), Gen.Long[1, 2_000], Gen.Long[0, 500]).Array[1, 30]
         select (price, tax, actions)).Sample(sample =>
        {
            var line = SoldOrder.Of([sample.price], [sample.tax]).Lines[0];
            foreach (var (action, cents, debt) in sample.actions)
            {
                try
                {
                    Do(line, action, cents, debt);
                }
                catch (Exception refusal) when (refusal is InvalidOperationException or ArgumentOutOfRangeException)
                {
                }

                AssertWhole(line);
            }
        });

    public enum LineAction
    {
        Release,
        PutIntoTransfer,
        LeaveTransfer,
        MarkTransferred,
        Refund,
        UndoRefund,
        Dispute,
        Win,
        Lose,
    }

    private static void Do(OrderLine line, LineAction action, long cents, long debt = 0)
    {
        switch (action)
        {
            case LineAction.Release:
                line.Release(SoldOrder.ReleaseAt);
                break;
            case LineAction.PutIntoTransfer:
                line.PutIntoTransfer(Guid.NewGuid());
                break;
            case LineAction.LeaveTransfer:
                line.LeaveTransfer();
                break;
            case LineAction.MarkTransferred:
                line.MarkTransferred();
                break;
            case LineAction.Refund:
                line.Refund(cents);
                break;
            case LineAction.UndoRefund:
                line.UndoRefund(cents, debt);
                break;
            case LineAction.Dispute:
                line.Dispute(cents);
                break;
            case LineAction.Win:
                line.WinDispute(cents, debt);
                break;
            case LineAction.Lose:
                line.LoseDispute(cents);
                break;
        }
    }

    private static OrderLine LineThatIs(string from)
    {
        if (from is "pending" or "canceled")
        {
            var order = SoldOrder.Pending([10_00]);
            if (from == "canceled")
            {
                order.Cancel();
            }

            return order.Lines[0];
        }

        var line = SoldOrder.Of([10_00]).Lines[0];
        if (!from.Contains("escrow", StringComparison.Ordinal) && from != "half refunded, half disputed")
        {
            line.Release(SoldOrder.ReleaseAt);
        }

        if (from.Contains("transfer", StringComparison.Ordinal))
        {
            line.PutIntoTransfer(Guid.NewGuid());
        }

        if (from.StartsWith("transferred", StringComparison.Ordinal))
        {
            line.MarkTransferred();
        }

        if (from.Contains("half refunded", StringComparison.Ordinal))
        {
            line.Refund(5_00);
        }
        else if (from.Contains("refunded", StringComparison.Ordinal))
        {
            line.Refund(10_00);
        }

        if (from.Contains("frozen", StringComparison.Ordinal) || from.Contains("disputed", StringComparison.Ordinal))
        {
            line.Freeze(SoldOrder.PaidAt);
        }

        if (from.Contains("half disputed", StringComparison.Ordinal))
        {
            line.Dispute(5_00);
        }

        return line;
    }

    private static (OrderLineState, long, long, long, long, long) Money(OrderLine line) =>
        (line.State, line.DueCents, line.HeldCents, line.PassedOnCents, line.RefundedCents, line.DisputedCents);

    private static void AssertWhole(OrderLine line)
    {
        var given = RefundPolicy.Cumulative(line, line.RefundedCents).SellerCents;
        var held = RefundPolicy.Increment(line, line.RefundedCents, line.RefundedCents + line.DisputedCents).SellerCents;
        if (line.DueCents + line.HeldCents + line.PassedOnCents + given != line.SellerAmountCents
            || line.HeldCents != held || line.DueCents < 0 || line.PassedOnCents < 0
            || line.RefundableCents < 0 || (line.ReleasedAt is null && line.PassedOnCents != 0))
        {
            Assert.Fail($"{Money(line)} of {line.SellerAmountCents}, of which {given} went back and {held} should be held");
        }
    }
}
