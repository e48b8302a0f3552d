using Marketplace.Core.Catalog;

namespace Marketplace.Core.Orders;

public enum OrderLineState
{
    Pending,
    InEscrow,
    Released,
    Transferred,
    Refunded,
    Canceled,
}

/// <summary>
/// One product in an order, with price, licence and fees as they were, and where its seller's money is.
/// <code>
/// pending ──paid──▶ in escrow ──7 days──▶ released ──Stripe took the transfer──▶ transferred
///    └──▶ canceled      │                    │  ▲                                    │
///                       └────────────────────┴──┼──── refunded in full ──────────────┴──▶ refunded
///                                               └── money given back to the seller (a dispute won, a refund that failed)
/// </code>
/// At any time: seller amount = due (in escrow or payable) + held (by a dispute) + passed on + the seller's part of what is refunded.
/// </summary>
public sealed class OrderLine
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }

    /// <summary>From 0, in cart order; ties of a split go to the earlier line.</summary>
    public required int Position { get; init; }
    public required Guid ProductId { get; init; }
    public required Guid SellerId { get; init; }
    public required Guid BuyerId { get; set; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required LicenseKind License { get; init; }

    /// <summary>Which version of the licence's text was sold.</summary>
    public int TermsVersion { get; init; } = LicenseTerms.CurrentVersion;
    public required string Currency { get; init; }

    /// <summary>The listed price as it was.</summary>
    public required long PriceCents { get; init; }

    /// <summary>What a discount code takes off; the seller gave it, so fees are reckoned on what remains.</summary>
    public long DiscountCents { get; init; }

    /// <summary>The line's amount in MONEY.md's rules: price less discount, without tax.</summary>
    public long AmountCents => PriceCents - DiscountCents;

    /// <summary>On top of the amount; the platform owes it to the tax office.</summary>
    public long TaxCents { get; init; }

    /// <summary>What the buyer pays for this line.</summary>
    public long GrossCents => AmountCents + TaxCents;
    public required int PlatformFeePercent { get; init; }
    public required long PlatformFeeCents { get; init; }

    /// <summary>This line's share of Stripe's fee: the expected one until the payment is settled, then the real one.</summary>
    public required long ProcessingFeeCents { get; set; }
    public long SellerAmountCents => AmountCents - PlatformFeeCents - ProcessingFeeCents;

    /// <summary>How long after the payment the buyer may ask for a refund; the product's, frozen.</summary>
    public int RefundWindowDays { get; init; } = 7;
    public OrderLineState State { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>When the holding period ends.</summary>
    public DateTimeOffset? ReleaseAt { get; private set; }
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>The latest transfer; an earlier one can only stand where its money was taken back.</summary>
    public Guid? TransferId { get; private set; }
    public string? LicenseKey { get; private set; }

    /// <summary>The newest package when the line was paid: what the buyer was promised.</summary>
    public Guid? BoughtVersionId { get; set; }

    /// <summary>Downloads before it no longer count towards the day's limit: somebody allowed more.</summary>
    public DateTimeOffset? DownloadsCountedFrom { get; private set; }

    /// <summary>Of the gross amount, what went back to the buyer: refunds and lost disputes.</summary>
    public long RefundedCents { get; private set; }

    /// <summary>Of the gross amount, what an open dispute has taken.</summary>
    public long DisputedCents { get; private set; }

    /// <summary>The seller's money in escrow (while held) or payable (once released).</summary>
    public long DueCents { get; private set; }

    /// <summary>The seller's money in the dispute hold.</summary>
    public long HeldCents { get; private set; }

    /// <summary>The seller's money that was transferred or set off against debt, less what was taken back.</summary>
    public long PassedOnCents { get; private set; }

    /// <summary>Set while a dispute or a fraud warning stops release and transfer.</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    public bool IsPaid => State is OrderLineState.InEscrow or OrderLineState.Released or OrderLineState.Transferred or OrderLineState.Refunded;

    /// <summary>What could still go back to the buyer.</summary>
    public long RefundableCents => IsPaid ? GrossCents - RefundedCents - DisputedCents : 0;

    /// <summary>A planned transfer without an answer: the line's money must not move until the answer is there.</summary>
    public bool IsInOpenTransfer => State == OrderLineState.Released && TransferId is not null;

    internal void MarkPaid(DateTimeOffset paidAt, long processingFeeCents, DateTimeOffset releaseAt)
    {
        Expect(OrderLineState.Pending);
        State = OrderLineState.InEscrow;
        ProcessingFeeCents = processingFeeCents;
        DueCents = SellerAmountCents;
        PaidAt = paidAt;
        ReleaseAt = releaseAt;
        LicenseKey = Orders.LicenseKey.New();
    }

    internal void Cancel()
    {
        Expect(OrderLineState.Pending);
        State = OrderLineState.Canceled;
    }

    public void Release(DateTimeOffset now)
    {
        Expect(OrderLineState.InEscrow);
        if (now < ReleaseAt)
        {
            throw new InvalidOperationException($"Line {Id} is held until {ReleaseAt:O}.");
        }

        ExpectUnfrozen();
        State = OrderLineState.Released;
        ReleasedAt = now;
    }

    /// <summary>Puts the line's due money into a transfer.</summary>
    public void PutIntoTransfer(Guid transferId)
    {
        Expect(OrderLineState.Released);
        ExpectUnfrozen();
        if (TransferId is not null)
        {
            throw new InvalidOperationException($"Line {Id} is already in transfer {TransferId}.");
        }

        TransferId = transferId;
    }

    /// <summary>Stripe refused the transfer for good: the line waits for the next run.</summary>
    public void LeaveTransfer()
    {
        Expect(OrderLineState.Released);
        TransferId = null;
    }

    public void MarkTransferred()
    {
        Expect(OrderLineState.Released);
        if (TransferId is null)
        {
            throw new InvalidOperationException($"Line {Id} is in no transfer.");
        }

        PassedOnCents += DueCents;
        DueCents = 0;
        State = OrderLineState.Transferred;
    }

    /// <summary>Money of this line goes back to the buyer.</summary>
    /// <param name="grossCents">What the buyer gets, tax included.</param>
    public SellerDebit Refund(long grossCents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grossCents, RefundableCents);
        var parts = RefundPolicy.Increment(this, RefundedCents, RefundedCents + grossCents);
        var taken = RefundedCents + DisputedCents;
        var debit = Take(parts, HeldIn(parts, taken, taken + grossCents));
        RefundedCents += grossCents;
        SettleState();
        return debit;
    }

    /// <summary>The bank sent a refund back: the shares return to where they were.</summary>
    /// <param name="openDebtCents">Debt of the seller that this may pay first.</param>
    public SellerCredit UndoRefund(long grossCents, long openDebtCents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grossCents, RefundedCents);
        ExpectNoOpenTransfer();
        var parts = RefundPolicy.Increment(this, RefundedCents - grossCents, RefundedCents);
        var taken = RefundedCents + DisputedCents;
        var held = HeldIn(parts, taken - grossCents, taken);
        RefundedCents -= grossCents;
        return GiveBack(parts, held, openDebtCents);
    }

    public void Freeze(DateTimeOffset now) => FrozenAt ??= now;

    public void Unfreeze() => FrozenAt = null;

    /// <summary>A dispute takes money of this line: the seller's part waits in the dispute hold.</summary>
    public SellerDebit Dispute(long grossCents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grossCents, RefundableCents);
        var taken = RefundedCents + DisputedCents;
        var parts = RefundPolicy.Increment(this, taken, taken + grossCents);
        var debit = Take(parts, heldCents: 0);
        DisputedCents += grossCents;
        HeldCents += parts.SellerCents;
        return debit;
    }

    /// <summary>A dispute is won: the held money goes to debt first, the rest is due again.</summary>
    /// <param name="openDebtCents">Debt of the seller that this may pay first.</param>
    public SellerCredit WinDispute(long grossCents, long openDebtCents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grossCents, DisputedCents);
        ExpectNoOpenTransfer();
        var taken = RefundedCents + DisputedCents;
        var parts = RefundPolicy.Increment(this, taken - grossCents, taken);
        DisputedCents -= grossCents;
        HeldCents -= parts.SellerCents;
        return GiveBack(parts, heldCents: 0, openDebtCents);
    }

    /// <summary>A dispute is lost: it counts as refunded.</summary>
    public RefundParts LoseDispute(long grossCents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grossCents, DisputedCents);
        ExpectNoOpenTransfer();
        var parts = RefundPolicy.Increment(this, RefundedCents, RefundedCents + grossCents);
        RefundedCents += grossCents;
        DisputedCents -= grossCents;
        HeldCents -= parts.SellerCents;
        SettleState();
        return parts;
    }

    /// <summary>
    /// While a dispute is open, a refund (or its return) shifts where the cents of rounding fall: this part of the seller's share stands in the
    /// dispute hold, so that the hold is always what the dispute took beyond the refunds.
    /// </summary>
    private long HeldIn(RefundParts parts, long takenFrom, long takenTo) => parts.SellerCents - RefundPolicy.Increment(this, takenFrom, takenTo).SellerCents;

    private SellerDebit Take(RefundParts parts, long heldCents)
    {
        if (!IsPaid)
        {
            throw new InvalidOperationException($"Line {Id} is {State}: there is no money to take back.");
        }

        ExpectNoOpenTransfer();
        var cents = parts.SellerCents - heldCents;
        var fromDue = Math.Min(cents, DueCents);
        HeldCents -= heldCents;
        DueCents -= fromDue;
        PassedOnCents -= cents - fromDue;
        return new(parts, fromDue, cents - fromDue, heldCents, ReleasedAt is null);
    }

    private SellerCredit GiveBack(RefundParts parts, long heldCents, long openDebtCents)
    {
        // Before its release a line has created no debt: all of it returns to escrow.
        var cents = parts.SellerCents - heldCents;
        var toDebt = ReleasedAt is null ? 0 : Math.Min(cents, openDebtCents);
        HeldCents += heldCents;
        PassedOnCents += toDebt;
        DueCents += cents - toDebt;
        SettleState();
        return new(parts, cents - toDebt, toDebt, heldCents, ReleasedAt is null);
    }

    private void SettleState()
    {
        if (GrossCents > 0 && RefundedCents == GrossCents)
        {
            State = OrderLineState.Refunded;
        }
        else if (ReleasedAt is null)
        {
            State = OrderLineState.InEscrow;
        }
        else if (DueCents > 0 && State != OrderLineState.Released)
        {
            State = OrderLineState.Released;
            TransferId = null;
        }
        else if (State == OrderLineState.Refunded)
        {
            State = OrderLineState.Transferred;
        }
    }

    private void ExpectNoOpenTransfer()
    {
        if (IsInOpenTransfer)
        {
            throw new InvalidOperationException($"Line {Id} is in transfer {TransferId}, which has no answer yet.");
        }
    }

    private void ExpectUnfrozen()
    {
        if (FrozenAt is not null)
        {
            throw new InvalidOperationException($"Line {Id} is frozen since {FrozenAt:O}.");
        }
    }

    private void Expect(OrderLineState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"Line {Id} is {State}, not {state}.");
        }
    }
}

/// <summary>Where the seller's part of money that goes back is taken from.</summary>
/// <param name="DueCents">Out of escrow or payable.</param>
/// <param name="PassedOnCents">Already passed on: the seller owes it until the transfer is reversed.</param>
/// <param name="HeldCents">Out of the dispute hold: a cent of rounding more or less when a refund meets an open dispute of its line.</param>
/// <param name="IsInEscrow">Whether the due part was in escrow, not yet payable.</param>
public sealed record SellerDebit(RefundParts Parts, long DueCents, long PassedOnCents, long HeldCents, bool IsInEscrow);

/// <summary>Where money that comes back to the seller goes.</summary>
/// <param name="DueCents">Into escrow or payable.</param>
/// <param name="DebtCents">Pays the seller's debt.</param>
/// <param name="HeldCents">Into the dispute hold: see <see cref="SellerDebit.HeldCents"/>.</param>
public sealed record SellerCredit(RefundParts Parts, long DueCents, long DebtCents, long HeldCents, bool IsInEscrow);
