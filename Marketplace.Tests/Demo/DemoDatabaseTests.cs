using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Migrations.Demo;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Demo;

/// <summary>What a first start leaves in the database. Other tests use the same one, so only the demo's own rows are judged.</summary>
public sealed class DemoDatabaseTests
{
    private static readonly DemoCatalog Catalog = DemoCatalog.Load();

    [Test]
    public async Task Listings_AfterTheFirstStart_ArePublishedAndIndexed()
    {
        await using var db = await OpenAsync();
        var ids = Catalog.Products.Select(product => DemoIds.Of(product.Slug)).ToList();
        var published = await db.Products.CountAsync(product => ids.Contains(product.Id) && product.State == ProductState.Published && product.LatestVersionId != null);
        var indexed = await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from search.documents where product_id = any({ids})").SingleAsync();
        Assert.That((published, indexed), Is.EqualTo((60, 60)));
    }

    [Test]
    public async Task Sellers_AfterTheFirstStart_CanBePaid()
    {
        await using var db = await OpenAsync();
        var ids = Catalog.Sellers.Select(seller => seller.Id).ToList();
        Assert.That(
            await db.SellerAccounts.CountAsync(account => ids.Contains(account.UserId) && account.StripeAccountId != null && account.TransfersActive && account.PayoutsEnabled),
            Is.EqualTo(6));
    }

    /// <summary>Its charges do not exist at Stripe, so no job may find anything to do with it.</summary>
    [Test]
    public async Task History_AfterTheFirstStart_IsOver()
    {
        await using var db = await OpenAsync();
        var open = await db.OrderLines
            .Where(line => db.Orders.Any(order => order.Id == line.OrderId && order.IsDemo))
            .CountAsync(line => line.State != OrderLineState.Transferred && !(line.State == OrderLineState.Released && line.PriceCents == 0));
        var unbooked = await db.Database.SqlQuery<int>(
            $"""
            select count(*)::int as "Value" from orders.lines line join orders.orders o on o.id = line.order_id
            where o.is_demo and line.price_cents > 0 and (
                select sum(posting.amount_cents) from ledger.postings posting where posting.order_line_id = line.id and posting.account = 'payable' and posting.amount_cents > 0)
                is distinct from (line.price_cents - line.platform_fee_cents - line.processing_fee_cents)
            """).SingleAsync();
        var atBank = await db.Database.SqlQuery<long>(
            $"""
            select (select sum(line.price_cents - line.platform_fee_cents - line.processing_fee_cents) from orders.lines line join orders.orders o on o.id = line.order_id where o.is_demo)::bigint
                 - (select sum(amount_cents) from payouts.bank_payouts where stripe_payout_id like 'po_demo_%')::bigint as "Value"
            """).SingleAsync();
        Assert.That((open, unbooked, atBank), Is.EqualTo((0, 0, 0L)));
    }

    [Test]
    public async Task Reviews_AfterTheFirstStart_FollowAPurchaseAndAddUp()
    {
        await using var db = await OpenAsync();
        var early = await db.Reviews.CountAsync(review => !db.OrderLines.Any(line =>
            line.Id == review.OrderLineId && line.BuyerId == review.AuthorId && line.ProductId == review.ProductId && line.PaidAt < review.CreatedAt));
        var ids = Catalog.Products.Select(product => DemoIds.Of(product.Slug)).ToList();
        var wrong = await db.Products.CountAsync(product => ids.Contains(product.Id)
            && (product.RatingCount != db.Reviews.Count(review => review.ProductId == product.Id)
                || product.RatingSum != db.Reviews.Where(review => review.ProductId == product.Id).Sum(review => review.Rating)));
        var tallies = await db.RatingTallies.CountAsync(tally => ids.Contains(tally.ProductId)
            && (tally.One != db.Reviews.Count(review => review.ProductId == tally.ProductId && review.Rating == 1)
                || tally.Five != db.Reviews.Count(review => review.ProductId == tally.ProductId && review.Rating == 5)
                || tally.One + tally.Two + tally.Three + tally.Four + tally.Five != db.Reviews.Count(review => review.ProductId == tally.ProductId)));
        var votes = await db.Reviews.CountAsync(review => ids.Contains(review.ProductId) && review.HelpfulCount != db.HelpfulVotes.Count(vote => vote.ReviewId == review.Id));
        Assert.That((early, wrong, tallies, votes), Is.EqualTo((0, 0, 0, 0)));
    }

    [Test]
    public async Task Questions_AfterTheFirstStart_AreAnsweredAndSomeWait()
    {
        await using var db = await OpenAsync();
        var ids = Catalog.Products.Select(product => DemoIds.Of(product.Slug)).ToList();
        var questions = await db.Questions.AsNoTracking().Where(question => ids.Contains(question.ProductId)).ToListAsync();
        Assert.That(questions.Count(question => question.FaqPosition != null), Is.GreaterThan(5));
        Assert.That(questions.Any(question => question.AnsweredAt is null), Is.True);
        Assert.That(questions.All(question => question.AskerId != question.SellerId), Is.True);
    }

    private static async Task<MarketplaceDb> OpenAsync() =>
        new(TestDatabase.Options((await RunningMarketplace.GetAsync()).ConnectionString("marketplace")));
}
