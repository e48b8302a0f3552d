using Marketplace.Core.Kernel;
using Marketplace.Core.Reviews;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Reviews;

internal sealed class AddReviewTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task Buyers_ReviewOnce_AndTheAverageFollows()
    {
        var product = await market.ProductAsync(await market.SellerAsync(), price: 10_00);
        var (first, second, stranger) = (await market.BuyerAsync(), await market.BuyerAsync(), await market.BuyerAsync());
        await market.PaidOrderAsync(first, product);
        await market.PaidOrderAsync(second, product);

        Assert.That((await AddAsync(product.Id, first.Id, 5)).IsOk, Is.True);
        Assert.That((await AddAsync(product.Id, second.Id, 2)).IsOk, Is.True);
        Assert.That((await AddAsync(product.Id, first.Id, 1)).Error, Is.EqualTo(ReviewErrors.AlreadyReviewed));
        Assert.That((await AddAsync(product.Id, stranger.Id, 1)).Error, Is.EqualTo(ReviewErrors.NotABuyer));
        Assert.That((await AddAsync(product.Id, second.Id, 6)).Error, Is.EqualTo(ReviewErrors.BadRating));
        await AssertRatingAsync(product.Id, count: 2, sum: 7);
    }

    [Test]
    public async Task OneBuyerTwiceAtOnce_CountsOnce()
    {
        var product = await market.ProductAsync(await market.SellerAsync(), price: 10_00);
        var buyer = await market.BuyerAsync();
        await market.PaidOrderAsync(buyer, product);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(product.Id, buyer.Id, 4)));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(1));
        await AssertRatingAsync(product.Id, count: 1, sum: 4);
    }

    private Task<Result<Guid>> AddAsync(Guid productId, Guid authorId, int rating) => market.ReadAsync(db =>
        new AddReview(db, market.Clock).ExecuteAsync(new(productId, authorId, rating, "Fine", "It **works**."), null, CancellationToken.None));

    private async Task AssertRatingAsync(Guid productId, int count, int sum)
    {
        var rating = await market.ReadAsync(db => db.Products.AsNoTracking().Where(product => product.Id == productId)
            .Select(product => new { product.RatingCount, product.RatingSum }).SingleAsync());
        Assert.That((rating.RatingCount, rating.RatingSum), Is.EqualTo((count, sum)));
        Assert.That(await market.ReadAsync(db => db.Reviews.Where(review => review.ProductId == productId).SumAsync(review => review.Rating)), Is.EqualTo(sum));
    }
}
