using Marketplace.Core.Disputes;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Reconciliation;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<Seal> Seals => Set<Seal>();
    public DbSet<SellerSeal> SellerSeals => Set<SellerSeal>();
    public DbSet<UnsealedEntry> UnsealedEntries => Set<UnsealedEntry>();
    public DbSet<LedgerCheck> LedgerChecks => Set<LedgerCheck>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderLine> OrderLines => Set<OrderLine>();
    public DbSet<GuestLink> GuestLinks => Set<GuestLink>();
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<InvoiceCounter> InvoiceCounters => Set<InvoiceCounter>();
    public DbSet<LicenseActivation> LicenseActivations => Set<LicenseActivation>();
    public DbSet<Receipt> Receipts => Set<Receipt>();
    public DbSet<Download> Downloads => Set<Download>();
    public DbSet<UpdateToken> UpdateTokens => Set<UpdateToken>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();
    public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();
    public DbSet<EventSweep> EventSweeps => Set<EventSweep>();
    public DbSet<PayoutRun> PayoutRuns => Set<PayoutRun>();
    public DbSet<SellerTransfer> SellerTransfers => Set<SellerTransfer>();
    public DbSet<BankPayout> BankPayouts => Set<BankPayout>();
    public DbSet<TransferReversal> TransferReversals => Set<TransferReversal>();
    public DbSet<PayoutHold> PayoutHolds => Set<PayoutHold>();
    public DbSet<Refund> Refunds => Set<Refund>();
    public DbSet<Dispute> Disputes => Set<Dispute>();
    public DbSet<FraudWarning> FraudWarnings => Set<FraudWarning>();
    public DbSet<ReconciliationRun> ReconciliationRuns => Set<ReconciliationRun>();
    public DbSet<Mismatch> Mismatches => Set<Mismatch>();
}
