using System.Globalization;
using CsCheck;

namespace Marketplace.Tests.Payments;

internal enum MoneyAct
{
    /// <summary>A buyer pays for one to three products of one to three sellers; the redirect settles it.</summary>
    Sell,

    /// <summary>The buyer pays and closes the browser: only a webhook or the sweeper can settle it.</summary>
    SellUnseen,
    RefundLine,
    RefundOrder,
    RefundAtStripe,
    Ask,
    Grant,
    OpenDispute,
    OpenInquiry,
    DecideDispute,
    WarnOfFraud,
    PauseSeller,
    ResumeSeller,
    PassHours,
    PassDays,
    Release,
    RunPayouts,
    FollowBank,
    Deliver,
    DeliverThrice,
    DeliverReversed,
    LoseWebhooks,
    DieAtRefund,
    DieAtTransfer,
    DieAtReversal,
    Sweep,
    Work,
}

/// <summary>One thing that happens. The numbers pick among what is there, so that every sequence of steps means something.</summary>
/// <param name="Which">Picks the order, the seller, the dispute …</param>
/// <param name="Cents">An amount, or what else the act needs.</param>
/// <param name="Together">Happens at the same time.</param>
internal sealed record MoneyStep(MoneyAct Act, int Which, int Cents, MoneyStep? Together = null)
{
    private static readonly Gen<MoneyAct> Acts = Gen.Frequency(
        (4, Gen.Const(MoneyAct.Sell)),
        (1, Gen.Const(MoneyAct.SellUnseen)),
        (4, Gen.Const(MoneyAct.RefundLine)),
        (3, Gen.Const(MoneyAct.RefundOrder)),
        (1, Gen.Const(MoneyAct.RefundAtStripe)),
        (1, Gen.Const(MoneyAct.Ask)),
        (1, Gen.Const(MoneyAct.Grant)),
        (3, Gen.Const(MoneyAct.OpenDispute)),
        (1, Gen.Const(MoneyAct.OpenInquiry)),
        (3, Gen.Const(MoneyAct.DecideDispute)),
        (1, Gen.Const(MoneyAct.WarnOfFraud)),
        (1, Gen.Const(MoneyAct.PauseSeller)),
        (1, Gen.Const(MoneyAct.ResumeSeller)),
        (1, Gen.Const(MoneyAct.PassHours)),
        (4, Gen.Const(MoneyAct.PassDays)),
        (1, Gen.Const(MoneyAct.Release)),
        (4, Gen.Const(MoneyAct.RunPayouts)),
        (2, Gen.Const(MoneyAct.FollowBank)),
        (2, Gen.Const(MoneyAct.Deliver)),
        (1, Gen.Const(MoneyAct.DeliverThrice)),
        (1, Gen.Const(MoneyAct.DeliverReversed)),
        (1, Gen.Const(MoneyAct.LoseWebhooks)),
        (1, Gen.Const(MoneyAct.DieAtRefund)),
        (1, Gen.Const(MoneyAct.DieAtTransfer)),
        (1, Gen.Const(MoneyAct.DieAtReversal)),
        (2, Gen.Const(MoneyAct.Sweep)),
        (2, Gen.Const(MoneyAct.Work)));

    private static readonly Gen<MoneyStep> One = Gen.Select(Acts, Gen.Int[0, 11], Gen.Int[1, 4_000]).Select((act, which, cents) => new MoneyStep(act, which, cents));

    private static readonly Gen<MoneyStep> Any = Gen.Frequency(
        (7, One),
        (1, Gen.Select(One, One).Select((first, second) => first with { Together = second })));

    /// <summary>Three to twelve steps; the first is a sale, without which nothing else does anything.</summary>
    public static readonly Gen<MoneyStep[]> Sequence =
        from sale in Gen.Select(Gen.Int[0, 11], Gen.Int[1, 4_000]).Select((which, cents) => new MoneyStep(MoneyAct.Sell, which, cents))
        from rest in Any.Array[2, 11]
        select new[] { sale }.Concat(rest).ToArray();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Act} {Which} {Cents}{(Together is null ? "" : $" at once with {Together}")}");
}
