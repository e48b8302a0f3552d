using Marketplace.Core.Catalog;

namespace Marketplace.Tests.Catalog;

/// <summary>What of an edit of an approved listing waits for a person.</summary>
internal sealed class ListingChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    // Standard and Extended price: as sold, as wanted, as sold after the edit; null is not offered. Then whether something waits.
    [TestCase(2000, null, 1500, null, 1500, null, false)]
    [TestCase(2000, null, 2500, null, 2000, null, true)]
    [TestCase(2000, null, 0, null, 0, null, false)]
    [TestCase(0, null, 500, null, 0, null, true)]
    [TestCase(2000, null, 2000, 9000, 2000, null, true)]
    [TestCase(2000, 9000, 2000, null, 2000, 9000, true)]
    [TestCase(2000, 9000, 2000, 9900, 2000, 9000, true)]
    [TestCase(2000, 9000, 2000, 8000, 2000, 8000, false)]
    [TestCase(2000, 9000, 1000, null, 1000, 9000, true)]
    [TestCase(2000, 9000, 5000, 6000, 2000, 6000, true)]
    [TestCase(2000, 9000, 2000, 9000, 2000, 9000, false)]
    public void Edit_OfAPublishedListing_LetsBuyersHaveWhatHelpsThemAtOnce(long price, long? extended, long wanted, long? wantedExtended, long sold, long? soldExtended, bool waits)
    {
        var product = Published(price, extended);
        Assert.That(product.Edit(Content(product) with { PriceCents = wanted, ExtendedPriceCents = wantedExtended }, "", Now).IsOk, Is.True);
        Assert.That((product.PriceCents, product.ExtendedPriceCents, product.WaitingChange is not null), Is.EqualTo(((long?)sold, soldExtended, waits)));
        if (waits)
        {
            Assert.That(product.ApproveChange(product.WaitingChange!.Id, Now).IsOk, Is.True);
            Assert.That((product.PriceCents, product.ExtendedPriceCents, product.Change), Is.EqualTo(((long?)wanted, wantedExtended, (ListingChange?)null)));
        }
    }

    [Test]
    public void Edit_OfWordsTagsAndLinks_AppliesAtOnce()
    {
        var product = Published(2000, null);
        product.Edit(Content(product) with { Title = "Grid, mended", Summary = "Now without the typo.", Tags = ["grid"], DemoUrl = "https://demo.example.com" }, "<p>new</p>", Now);
        Assert.That((product.Title, product.Summary, product.DemoUrl, product.Change), Is.EqualTo(("Grid, mended", "Now without the typo.", "https://demo.example.com", (ListingChange?)null)));
    }

    [Test]
    public void Edit_OfTheCategory_WaitsWhileTheWordsApply()
    {
        var product = Published(2000, null);
        product.Edit(Content(product) with { Category = "ui-kits", Summary = "New words." }, "", Now);
        Assert.That((product.CategorySlug, product.Summary, product.WaitingChange?.Category), Is.EqualTo(("components", "New words.", "ui-kits")));
    }

    [TestCase(ProductState.Draft, false)]
    [TestCase(ProductState.Rejected, false)]
    [TestCase(ProductState.Published, true)]
    [TestCase(ProductState.Suspended, true)]
    public void Edit_ThatRaisesThePrice_WaitsOnceApproved(ProductState state, bool waits)
    {
        var product = ProductTests.Complete(state);
        product.Edit(Content(product) with { PriceCents = 5000 }, "", Now);
        Assert.That((product.PriceCents, product.WaitingChange is not null), Is.EqualTo(((long?)(waits ? 1999 : 5000), waits)));
    }

    [Test]
    public void SecondEdit_ReplacesTheWaitingOne_AndTheFirstCannotBeApproved()
    {
        var product = Asked(5000);
        var first = product.WaitingChange!.Id;
        product.Edit(Content(product) with { PriceCents = 7000 }, "", Now);
        Assert.That(product.WaitingChange!.Id, Is.Not.EqualTo(first));
        Assert.That(product.ApproveChange(first, Now).Error?.Code, Is.EqualTo("catalog.change_gone"));
        Assert.That(product.RejectChange(first, "Too much for it.", Now).Error?.Code, Is.EqualTo("catalog.change_gone"));
        Assert.That((product.PriceCents, product.WaitingChange.PriceCents), Is.EqualTo(((long?)2000, (long?)7000)));
    }

    [Test]
    public void SecondEdit_OfAWordOnly_KeepsTheChangesPlaceInTheQueue()
    {
        var product = Asked(5000);
        var (id, at) = (product.WaitingChange!.Id, product.ChangeAskedAt);
        product.Edit(Content(product) with { PriceCents = 5000, Summary = "A typo mended." }, "", Now.AddHours(1));
        Assert.That((product.WaitingChange?.Id, product.ChangeAskedAt, product.Summary), Is.EqualTo(((Guid?)id, at, "A typo mended.")));
    }

    [Test]
    public void SecondEdit_BackToWhatIsSold_TakesTheChangeBack()
    {
        var product = Asked(5000);
        product.Edit(Content(product) with { PriceCents = 2000 }, "", Now);
        Assert.That((product.Change, product.ChangeAskedAt), Is.EqualTo(((ListingChange?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void TakeBack_LeavesTheListingAsItIsSold_Once()
    {
        var product = Asked(5000);
        var id = product.WaitingChange!.Id;
        Assert.That(product.TakeBackChange(id, Now).IsOk, Is.True);
        Assert.That((product.PriceCents, product.Change), Is.EqualTo(((long?)2000, (ListingChange?)null)));
        Assert.That(product.TakeBackChange(id, Now).Error?.Code, Is.EqualTo("catalog.change_gone"));
        Assert.That(product.ApproveChange(id, Now).Error?.Code, Is.EqualTo("catalog.change_gone"));
    }

    [Test]
    public void Reject_IsToldToTheSeller_AndWaitsNoLonger()
    {
        var product = Asked(5000);
        var (id, revision) = (product.WaitingChange!.Id, product.Revision);
        Assert.That(product.RejectChange(id, "Not for this package.", Now).IsOk, Is.True);
        Assert.That((product.PriceCents, product.WaitingChange, product.Change?.RefusedReason, product.Change?.PriceCents), Is.EqualTo(((long?)2000, (ListingChange?)null, "Not for this package.", (long?)5000)));
        Assert.That(product.Revision, Is.EqualTo(revision + 1), "An editor that still holds the refused price must not ask for it again unseen.");
        Assert.That(product.RejectChange(id, "A second click.", Now).Error?.Code, Is.EqualTo("catalog.change_gone"));
        Assert.That(product.TakeBackChange(id, Now).IsOk, Is.True, "The seller puts the refusal away.");
    }

    [Test]
    public void Differences_AreInWords()
    {
        var product = Published(0, 9000);
        product.Edit(Content(product) with { PriceCents = 1250, ExtendedPriceCents = null, Category = "ui-kits" }, "", Now);
        Assert.That(product.WaitingChange!.Differences(product), Is.EqualTo(new ChangedField[]
        {
            new("Standard licence", "free", "$12.50"), new("Extended licence", "$90.00", "not offered"), new("Category", "Components", "Interface kits"),
        }));
    }

    [TestCase("invoice-api", "Invoice API", true)]
    [TestCase("invoice-api-2", "Invoice API", true)]
    [TestCase("invoice-api-two", "Invoice API", false)]
    [TestCase("my-own-words", "Invoice API", false)]
    public void IsSlugOf_TellsMadeAddressesFromChosenOnes(string slug, string title, bool isMade) => Assert.That(CatalogPolicy.IsSlugOf(slug, title), Is.EqualTo(isMade));

    private static Product Published(long price, long? extended)
    {
        var product = ProductTests.Complete(ProductState.Published);
        (product.PriceCents, product.ExtendedPriceCents) = (price, extended);
        return product;
    }

    private static Product Asked(long price)
    {
        var product = Published(2000, null);
        product.Edit(Content(product) with { PriceCents = price }, "", Now);
        return product;
    }

    private static ProductContent Content(Product product) => ProductTests.Content() with
    {
        Category = product.CategorySlug,
        PriceCents = product.PriceCents,
        ExtendedPriceCents = product.ExtendedPriceCents,
    };
}
