using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;

namespace Marketplace.Tests.Ledger;

internal sealed class JournalEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Money Ten = new(1000, "USD");

    [Test]
    public void Create_Balanced_KeepsItsPostings()
    {
        var entry = JournalEntry.Create("sale", "ch_1", Now, Now, [PostingDraft.Debit("stripe_clearing", Ten), PostingDraft.Credit("platform_revenue", Ten)]);
        Assert.That(entry.Postings.Select(posting => posting.AmountCents), Is.EqualTo(new long[] { 1000, -1000 }));
    }

    [Test]
    public void Create_Unbalanced_IsRefused() => Assert.That(
        () => JournalEntry.Create("sale", "ch_1", Now, Now, [PostingDraft.Debit("stripe_clearing", Ten), PostingDraft.Credit("platform_revenue", new(999, "USD"))]),
        Throws.InvalidOperationException);

    [Test]
    public void Create_BalancedOnlyAcrossCurrencies_IsRefused() => Assert.That(
        () => JournalEntry.Create("sale", "ch_1", Now, Now, [PostingDraft.Debit("stripe_clearing", Ten), PostingDraft.Credit("platform_revenue", new(1000, "EUR"))]),
        Throws.InvalidOperationException);

    [Test]
    public void Create_OfZeros_IsRefused() => Assert.That(
        () => JournalEntry.Create("sale", "ch_1", Now, Now, [PostingDraft.Debit("stripe_clearing", Money.Zero("USD")), PostingDraft.Credit("platform_revenue", Money.Zero("USD"))]),
        Throws.InvalidOperationException);
}
