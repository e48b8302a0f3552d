using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Catalog;

internal sealed class ProductTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase(ProductState.Draft, ExpectedResult = null)]
    [TestCase(ProductState.Rejected, ExpectedResult = null)]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.not_a_draft")]
    [TestCase(ProductState.Published, ExpectedResult = "catalog.not_a_draft")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.not_a_draft")]
    [TestCase(ProductState.Unlisted, ExpectedResult = "catalog.not_a_draft")]
    public string? Submit_FromEveryState(ProductState from) => Try(from, ProductState.Submitted, product => product.Submit(Now));

    [TestCase(ProductState.Submitted, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Published, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Unlisted, ExpectedResult = "catalog.wrong_state")]
    public string? Approve_FromEveryState(ProductState from) => Try(from, ProductState.Published, product => product.Approve(Now));

    [TestCase(ProductState.Submitted, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Published, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Unlisted, ExpectedResult = "catalog.wrong_state")]
    public string? Reject_FromEveryState(ProductState from) => Try(from, ProductState.Rejected, product => product.Reject("Too little text.", Now));

    [TestCase(ProductState.Published, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Unlisted, ExpectedResult = null)]
    public string? Suspend_FromEveryState(ProductState from) => Try(from, ProductState.Suspended, product => product.Suspend("A stolen package.", Now));

    [TestCase(ProductState.Suspended, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Published, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Unlisted, ExpectedResult = "catalog.wrong_state")]
    public string? Restore_FromEveryState(ProductState from) => Try(from, ProductState.Published, product => product.Restore(Now));

    [TestCase(ProductState.Published, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Unlisted, ExpectedResult = "catalog.wrong_state")]
    public string? Unlist_FromEveryState(ProductState from) => Try(from, ProductState.Unlisted, product => product.Unlist(Now));

    [TestCase(ProductState.Unlisted, ExpectedResult = null)]
    [TestCase(ProductState.Draft, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Rejected, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Published, ExpectedResult = "catalog.wrong_state")]
    [TestCase(ProductState.Suspended, ExpectedResult = "catalog.wrong_state")]
    public string? Relist_FromEveryState(ProductState from) => Try(from, ProductState.Published, product => product.Relist(Now));

    [TestCase(ProductState.Draft, ProductState.Draft, ExpectedResult = null)]
    [TestCase(ProductState.Rejected, ProductState.Draft, ExpectedResult = null)]
    [TestCase(ProductState.Published, ProductState.Published, ExpectedResult = null)]
    [TestCase(ProductState.Suspended, ProductState.Suspended, ExpectedResult = null)]
    [TestCase(ProductState.Unlisted, ProductState.Unlisted, ExpectedResult = null)]
    [TestCase(ProductState.Submitted, ProductState.Submitted, ExpectedResult = "catalog.in_review")]
    public string? Edit_FromEveryState(ProductState from, ProductState to) => Try(from, to, product => product.Edit(Content(), "<p>x</p>", Now));

    [Test]
    public void Delete_FromEveryState_IsAMarkAndHappensOnce([Values] ProductState from)
    {
        var product = Complete(from);
        Assert.That(product.Delete(Now).IsOk, Is.True);
        Assert.That(product, Has.Property(nameof(Product.State)).EqualTo(from).And.Property(nameof(Product.DeletedAt)).EqualTo(Now).And.Property(nameof(Product.IsPublic)).False);
        Assert.That(product.Delete(Now).Error?.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public void EveryTransition_OfADeletedListing_IsRefused([Values] ProductState from)
    {
        var product = Complete(from);
        product.Delete(Now);
        Result<Done>[] results =
        [
            product.Submit(Now), product.Approve(Now), product.Reject("Because.", Now), product.Suspend("A stolen package.", Now), product.Restore(Now), product.Unlist(Now), product.Relist(Now),
            product.Edit(Content(), "", Now), product.AddImage(Image(product.Id), Now), product.RemoveImage(product.Images[0].Id, Now),
            product.OrderImages([product.Images[0].Id], Now), product.DescribeImage(product.Images[0].Id, "The grid", Now),
            product.ApproveChange(Guid.NewGuid(), Now), product.RejectChange(Guid.NewGuid(), "Because.", Now), product.TakeBackChange(Guid.NewGuid(), Now),
        ];
        Assert.That(results.Select(result => result.Error?.Code), Has.All.EqualTo("not_found"));
    }

    [Test]
    public void Submit_OfAnEmptyDraft_NamesAllThatIsMissing()
    {
        var product = new Product { Id = Guid.NewGuid(), SellerId = Guid.NewGuid(), Slug = "x", Title = "Draft", CategorySlug = "", CreatedAt = Now, UpdatedAt = Now };
        var error = product.Submit(Now).Error;
        Assert.That(error?.Code, Is.EqualTo("catalog.incomplete"));
        foreach (var word in new[] { "summary", "description", "category", "price", "image", "package" })
        {
            Assert.That(error?.Message, Does.Contain(word));
        }
    }

    [Test]
    public void Edit_OfAPublishedListing_KeepsItComplete()
    {
        var refused = Complete(ProductState.Published).Edit(Content() with { Description = "Too short." }, "", Now);
        Assert.That(refused.Error?.Code, Is.EqualTo("catalog.incomplete"));
    }

    [Test]
    public void RemoveImage_TheLastOfAPublishedListing_IsRefused()
    {
        var product = Complete(ProductState.Published);
        Assert.That(product.RemoveImage(product.Images[0].Id, Now).Error?.Code, Is.EqualTo("catalog.incomplete"));
    }

    [Test]
    public void RemoveImage_ClosesTheGap_SoThatTheNextIsTheCover()
    {
        var product = Complete(ProductState.Draft);
        var second = Image(product.Id);
        product.AddImage(second, Now);
        product.RemoveImage(product.Images[0].Id, Now);
        Assert.That(product.Images.Single(), Is.SameAs(second).And.Property(nameof(ProductImage.Position)).Zero);
    }

    [Test]
    public void Suspend_KeepsTheReason_UntilItIsRestored()
    {
        var product = Complete(ProductState.Published);
        product.Suspend("A stolen package.", Now);
        Assert.That((product.IsPublic, product.SuspensionReason), Is.EqualTo((false, "A stolen package.")));
        product.Restore(Now);
        Assert.That((product.IsPublic, product.SuspensionReason), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public void OrderImages_TheFirstIsTheCover()
    {
        var product = ThreeImages(ProductState.Published);
        var order = product.Images.Select(image => image.Id).Reverse().ToList();
        Assert.That(product.OrderImages(order, Now).IsOk, Is.True);
        Assert.That(product.Images.OrderBy(image => image.Position).Select(image => image.Id), Is.EqualTo(order));
        Assert.That(product.Images.Select(image => image.Position), Is.EquivalentTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void OrderImages_OfOtherThanExactlyItsOwn_IsRefused()
    {
        var product = ThreeImages(ProductState.Draft);
        var ids = product.Images.Select(image => image.Id).ToList();
        List<Guid>[] wrong = [[], [ids[0], ids[1]], [.. ids, Guid.NewGuid()], [ids[0], ids[1], ids[1]], [ids[0], ids[1], Guid.NewGuid()], [.. ids, ids[0]]];
        Assert.That(wrong.Select(order => product.OrderImages(order, Now).Error?.Code), Has.All.EqualTo("catalog.image_order"));
    }

    [TestCase(ProductState.Draft, ExpectedResult = null)]
    [TestCase(ProductState.Rejected, ExpectedResult = null)]
    [TestCase(ProductState.Published, ExpectedResult = null)]
    [TestCase(ProductState.Suspended, ExpectedResult = null)]
    [TestCase(ProductState.Submitted, ExpectedResult = "catalog.in_review")]
    public string? OrderImages_FromEveryState(ProductState from) => Try(from, from, product => product.OrderImages([product.Images[0].Id], Now));

    [Test]
    public void AddImage_TheEleventh_IsRefused()
    {
        var product = Complete(ProductState.Draft);
        for (var count = product.Images.Count; count < CatalogPolicy.MaxImages; count++)
        {
            Assert.That(product.AddImage(Image(product.Id), Now).IsOk, Is.True);
        }

        Assert.That(product.AddImage(Image(product.Id), Now).Error?.Code, Is.EqualTo("catalog.too_many_images"));
        Assert.That(product.Images.Select(image => image.Position), Is.EqualTo(Enumerable.Range(0, CatalogPolicy.MaxImages)));
    }

    [Test]
    public void Revision_CountsTheSellersEditsOnly()
    {
        var product = Complete(ProductState.Draft);
        var before = product.Revision;
        product.Edit(Content(), "", Now);
        product.Offer(Guid.NewGuid(), "3.0.0", Now);
        product.AddImage(Image(product.Id), Now);
        product.OrderImages([.. product.Images.Select(image => image.Id).Reverse()], Now);
        product.Submit(Now);
        Assert.That(product.Revision, Is.EqualTo(before + 1));
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = false)]
    [TestCase(49, ExpectedResult = false)]
    [TestCase(50, ExpectedResult = true)]
    [TestCase(1_000_000, ExpectedResult = true)]
    [TestCase(1_000_001, ExpectedResult = false)]
    [TestCase(-100, ExpectedResult = false)]
    public bool CatalogPolicy_IsPrice_IsFreeOrWhatACardCanCarry(long cents) => CatalogPolicy.IsPrice(cents);

    private static string? Try(ProductState from, ProductState to, Func<Product, Result<Done>> act)
    {
        var product = Complete(from);
        var result = act(product);
        Assert.That(product.State, Is.EqualTo(result.IsOk ? to : from));
        return result.Error?.Code;
    }

    private static Product ThreeImages(ProductState state)
    {
        var product = Complete(state);
        product.AddImage(Image(product.Id), Now);
        product.AddImage(Image(product.Id), Now);
        return product;
    }

    internal static Product Complete(ProductState state)
    {
        var product = new Product
        {
            Id = Guid.NewGuid(),
            SellerId = Guid.NewGuid(),
            Slug = "grid",
            Title = "Grid",
            Summary = "A grid.",
            Description = new string('x', 100),
            CategorySlug = "components",
            PriceCents = 1999,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        product.AddImage(Image(product.Id), Now);
        product.Offer(Guid.NewGuid(), "1.0.0", Now);
        product.State = state;
        return product;
    }

    internal static ProductContent Content() => new()
    {
        Title = "Grid 2",
        Summary = "A better grid.",
        Description = new string('y', 120),
        Category = "components",
        PriceCents = 2999,
    };

    internal static ProductImage Image(Guid productId) =>
        new() { Id = Guid.NewGuid(), ProductId = productId, Key = "k", Width = 800, Height = 600, Widths = [400, 800], Position = 0 };
}
