using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Plans;

/// <summary>What plans show and what rests when one ends, by the running product.</summary>
internal sealed class PlanEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson guest = null!;

    [SetUp]
    public async Task MeetAsync() => (seller, guest) = (await ApiPerson.SellerAsync(), await ApiPerson.GuestAsync());

    [TearDown]
    public async Task PartAsync()
    {
        await ApiPerson.InDatabaseAsync(db => Own(db).ExecuteUpdateAsync(set => set.SetProperty(product => product.DeletedAt, TimeProvider.System.GetUtcNow())));
        seller.Dispose();
        guest.Dispose();
    }

    [Test]
    public async Task Plans_AreForEverybodyToRead()
    {
        var plans = await guest.Plans.ListAsync(None);
        Assert.That(plans.Select(plan => (plan.Name, plan.MonthlyPrice.Amount, plan.YearlyPrice.Amount)), Is.EqualTo(new[] { ("free", 0L, 0L), ("pro", 49_00L, 490_00L), ("team", 149_00L, 1_490_00L), ("enterprise", 499_00L, 4_990_00L) }));
        Assert.That(plans[0].Features.Single(feature => feature.Feature == "publishedProducts"), Has.Property(nameof(PlanFeatureView.Limit)).EqualTo(10).And.Property(nameof(PlanFeatureView.Text)).EqualTo("10"));
        Assert.That(plans[3].Features.Single(feature => feature.Feature == "publishedProducts"), Has.Property(nameof(PlanFeatureView.Limit)).Null.And.Property(nameof(PlanFeatureView.Text)).EqualTo("No limit"));
        await Refusal.OfAsync(guest.Plans.LimitsAsync(None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Plans.RestingAsync(None), 401, "unauthenticated");
    }

    [Test]
    public async Task Limits_SayWhatIsUsed()
    {
        await AddListingsAsync(2);
        var limits = (await seller.Plans.LimitsAsync(None)).ToDictionary(limit => limit.Feature);
        Assert.That(limits.Keys, Is.EqualTo(new[] { "brainQuestions", "apiRequests", "publishedProducts", "seats" }));
        Assert.That((limits["publishedProducts"].Used, limits["publishedProducts"].Limit, limits["publishedProducts"].PlanWithMore), Is.EqualTo((2L, (int?)10, "pro")));
        Assert.That((limits["seats"].Used, limits["seats"].Limit, limits["seats"].PlanWithMore), Is.EqualTo((1L, (int?)1, "team")));
    }

    [Test]
    public async Task WhatIsOverTheLimit_IsUnlistedWithAList_AndComesBackWithThePlan()
    {
        await seller.SetPlanAsync(Plan.Pro);
        var slugs = await AddListingsAsync(12);
        await seller.SetPlanAsync(Plan.Free);
        var resting = await UntilRestingAsync(2);
        Assert.That(resting.Select(kept => (kept.Kind, kept.Plan)), Is.EqualTo(new[] { ("listing", "pro"), ("listing", "pro") }));
        await Refusal.OfAsync(guest.Catalog.GetProductAsync(slugs[^1], None), 404, "catalog.not_for_sale");
        Assert.That((await guest.Catalog.GetProductAsync(slugs[0], None)).Slug, Is.EqualTo(slugs[0]));
        Assert.That((await guest.Catalog.GetSellerAsync(seller.Handle, None)).Products, Has.Count.EqualTo(10));
        await seller.SetPlanAsync(Plan.Pro);
        await UntilRestingAsync(0);
        Assert.That((await guest.Catalog.GetProductAsync(slugs[^1], None)).Slug, Is.EqualTo(slugs[^1]));
    }

    [Test]
    public async Task APageOfTheSellersOwn_IsShownWithThePlan_AndKeptWithout()
    {
        await AddListingsAsync(2);
        var pinned = await ApiPerson.InDatabaseAsync(db => Own(db).Select(product => product.Id).FirstAsync());
        await Refusal.OfAsync(seller.Accounts.SetLookAsync(new() { Accent = "plum" }, None), 403, "plan_required");
        await seller.SetPlanAsync(Plan.Pro);
        await Refusal.OfAsync(seller.Accounts.SetLookAsync(new() { Accent = "neon" }, None), 400, "catalog.unknown_accent");
        await Refusal.OfAsync(seller.Accounts.SetLookAsync(new() { PinnedIds = [Guid.NewGuid()] }, None), 400, "catalog.not_own_product");
        await Refusal.OfAsync(seller.Accounts.SetLookAsync(new() { PinnedIds = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()] }, None), 400, "catalog.too_many_pinned");
        await seller.Accounts.SetLookAsync(new() { Accent = "plum", PinnedIds = [pinned] }, None);
        using (var picture = Image.Black(800, 400, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb))
        {
            await seller.Accounts.SetBannerAsync(new MemoryStream(picture.PngsaveBuffer()), "banner.png", None);
        }

        var shown = await guest.Catalog.GetSellerAsync(seller.Handle, None);
        Assert.That((shown.Accent, shown.Pinned.Single().Id, shown.Banner is not null), Is.EqualTo(("plum", pinned, true)));
        await seller.SetPlanAsync(Plan.Free);
        var plain = await guest.Catalog.GetSellerAsync(seller.Handle, None);
        Assert.That((plain.Accent, plain.Pinned.Count, plain.Banner), Is.EqualTo(((string?)null, 0, (Contracts.Catalog.ImageView?)null)));
        Assert.That(await seller.Accounts.GetLookAsync(None), Has.Property(nameof(SellerLookView.Accent)).EqualTo("plum").And.Property(nameof(SellerLookView.IsShown)).False);
        Assert.That((await seller.Plans.RestingAsync(None)).Select(kept => (kept.Kind, kept.Plan)), Is.EqualTo(new[] { ("profile", "pro") }));
        await seller.SetPlanAsync(Plan.Pro);
        Assert.That((await guest.Catalog.GetSellerAsync(seller.Handle, None)).Accent, Is.EqualTo("plum"));
    }

    [Test]
    public async Task TheSeal_NeedsBothTheCheckAndThePlan_AndTheCheckIsSaidOfEverybody()
    {
        var slug = (await AddListingsAsync(1))[0];
        await seller.SetPlanAsync(Plan.Pro);
        Assert.That(await BadgeAsync(slug), Is.EqualTo((false, false)), "the plan alone is no check");
        await ApiPerson.InDatabaseAsync(db => db.SellerAccounts.Where(account => account.UserId == seller.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.TransfersActive, true).SetProperty(account => account.PayoutsEnabled, true)));
        Assert.That(await BadgeAsync(slug), Is.EqualTo((true, true)));
        await seller.SetPlanAsync(Plan.Free);
        Assert.That(await BadgeAsync(slug), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task SubmissionsWithPriority_ComeFirst_OverPages()
    {
        using var admin = await ApiPerson.AdminAsync();
        using var quick = await ApiPerson.SellerAsync();
        await quick.SetPlanAsync(Plan.Pro);
        var plain = await PlanListings.AddAsync(seller, ProductState.Submitted);
        var prior = await PlanListings.AddAsync(quick, ProductState.Submitted);
        List<(Guid Id, bool IsPriority)> queue = [];
        string? cursor = null;
        do
        {
            var part = await admin.Admin.ListSubmissionsAsync(cursor, None);
            queue.AddRange(part.Items.Select(item => (item.ProductId, item.IsPriority)));
            cursor = part.NextCursor;
        }
        while (cursor is not null);
        Assert.That(queue.Select(place => place.Id), Is.Unique);
        Assert.That(queue, Does.Contain((prior, true)).And.Contain((plain, false)));
        Assert.That(queue.Select(place => place.IsPriority), Is.Ordered.Descending);
        await ApiPerson.InDatabaseAsync(db => db.Products.Where(product => product.Id == prior).ExecuteUpdateAsync(set => set.SetProperty(product => product.DeletedAt, TimeProvider.System.GetUtcNow())));
    }

    private IQueryable<Product> Own(MarketplaceDb db) => db.Products.Where(product => product.SellerId == seller.Id);

    private async Task<(bool Verified, bool IdentityChecked)> BadgeAsync(string slug)
    {
        var badge = (await guest.Catalog.GetProductAsync(slug, None)).Seller;
        return (badge.Verified, badge.IdentityChecked);
    }

    private async Task<List<string>> AddListingsAsync(int count)
    {
        List<string> slugs = [];
        for (var number = 0; number < count; number++)
        {
            var id = await PlanListings.AddAsync(seller, ProductState.Published);
            slugs.Add($"listing-{id:N}");
        }

        return slugs;
    }

    private async Task<IReadOnlyList<RestingView>> UntilRestingAsync(int count)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            var resting = await seller.Plans.RestingAsync(None);
            if (resting.Count == count)
            {
                return resting;
            }

            await Task.Delay(200);
        }

        throw new AssertionException($"There are not {count} resting listings within half a minute.");
    }
}
