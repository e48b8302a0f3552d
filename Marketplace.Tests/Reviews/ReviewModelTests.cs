using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Moderation;
using Marketplace.Core.Payments;
using Marketplace.Core.Reviews;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Product = Marketplace.Core.Catalog.Product;

namespace Marketplace.Tests.Reviews;

/// <summary>
/// Whatever people do at the same moment, what is counted equals what is there. <c>REVIEW_SEED</c> repeats a run, <c>REVIEW_ROUNDS</c> makes it longer.
/// </summary>
internal sealed class ReviewModelTests
{
    private const int UsualRounds = 120;
    private const int MostAtOnce = 8;

    private readonly List<CheckoutBuyer> buyers = [];
    private readonly List<Product> products = [];
    private readonly List<Guid> sellers = [];
    private Market market = null!;
    private Random dice = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync(isAudited: false);

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task AnyCrowd_LeavesCountsThatAreRight()
    {
        var seed = Setting("REVIEW_SEED", Environment.TickCount);
        dice = new Random(seed);
        await FillAsync();
        var done = 0;
        for (var round = 0; round < Setting("REVIEW_ROUNDS", UsualRounds); round++)
        {
            // The dice are thrown before: a seed repeats what was tried, though not who was faster.
            var steps = Enumerable.Range(0, dice.Next(1, MostAtOnce + 1)).Select(_ => Throw()).ToList();
            var results = await Task.WhenAll(steps.Select(step => step()));
            done += results.Count(isOk => isOk);
            Assert.That(await WrongAsync(), Is.Empty, $"after round {round} of seed {seed}");
        }

        TestContext.Progress.WriteLine($"Reviews: {done} changes of seed {seed} counted right.");
        Assert.That(done, Is.GreaterThan(UsualRounds), "too few steps did anything for this to prove something");
    }

    private async Task FillAsync()
    {
        for (var count = 0; count < 2; count++)
        {
            sellers.Add(await market.SellerAsync());
            products.Add(await market.ProductAsync(sellers[count], price: 10_00));
        }

        for (var count = 0; count < 5; count++)
        {
            var buyer = await market.BuyerAsync();
            await market.PaidOrderAsync(buyer, [.. products]);
            buyers.Add(buyer);
        }
    }

    /// <summary>One thing that somebody tries; whether it did anything.</summary>
    private Func<Task<bool>> Throw()
    {
        var (person, product, stars, kind) = (Pick(buyers).Id, Pick(products), dice.Next(1, 6), dice.Next(12));
        return kind switch
        {
            0 or 1 or 2 => () => WithDbAsync(async db => (await new AddReview(db, market.Clock).ExecuteAsync(new(product.Id, person, stars, "Fine", "Works."), null, default)).IsOk),
            3 => OnReview(person, (db, review) => new EditReview(db, market.Clock).ExecuteAsync(review.AuthorId, review.Id, new(stars, "Changed", "Still works."), default)),
            4 => OnReview(person, (db, review) => new DeleteReview(db, market.Clock).ExecuteAsync(review.AuthorId, review.Id, default)),
            5 or 6 => OnReview(person, (db, review) => VoteAsync(db, person, review, isHelpful: true)),
            7 => OnReview(person, (db, review) => VoteAsync(db, person, review, isHelpful: false)),
            8 => OnReview(person, (db, review) => ReportAsync(db, person, review)),
            9 => OnCase((db, id) => new HideContent(db, market.Clock).ExecuteAsync(person, id, "It is not about the product.", default)),
            10 => OnCase((db, id) => new RestoreContent(db, market.Clock).ExecuteAsync(person, id, default)),
            _ => OnCase((db, id) => new DismissReports(db, market.Clock).ExecuteAsync(person, id, default)),
        };
    }

    private async Task<Result<Done>> VoteAsync(MarketplaceDb db, Guid person, Review review, bool isHelpful) =>
        (await new VoteHelpful(db, market.Clock).ExecuteAsync(person, review.Id, isHelpful, default)).Select(_ => default(Done));

    private Task<Result<Done>> ReportAsync(MarketplaceDb db, Guid person, Review review) =>
        new ReportContent(db, market.Clock).ExecuteAsync(person, new(ContentKind.Review, review.Id), new(ReportReason.Spam, ""), default);

    private Func<Task<bool>> OnReview(Guid person, Func<MarketplaceDb, Review, Task<Result<Done>>> act)
    {
        var place = dice.Next();
        return () => WithDbAsync(async db =>
        {
            var reviews = await db.Reviews.AsNoTracking().OrderBy(review => review.Id).ToListAsync();
            return reviews.Count > 0 && (await act(db, reviews[place % reviews.Count])).IsOk;
        });
    }

    private Func<Task<bool>> OnCase(Func<MarketplaceDb, Guid, Task<Result<Done>>> act)
    {
        var place = dice.Next();
        return () => WithDbAsync(async db =>
        {
            var cases = await db.ModerationCases.Select(found => found.Id).OrderBy(id => id).ToListAsync();
            return cases.Count > 0 && (await act(db, cases[place % cases.Count])).IsOk;
        });
    }

    private Task<bool> WithDbAsync(Func<MarketplaceDb, Task<bool>> act) => market.ReadAsync(act);

    /// <summary>What is counted in the rows, against counting everything.</summary>
    private Task<List<string>> WrongAsync() => market.ReadAsync(async db =>
    {
        var wrong = new List<string>();
        var reviews = await db.Reviews.AsNoTracking().ToListAsync();
        var votes = await db.HelpfulVotes.AsNoTracking().ToListAsync();
        var tallies = await db.RatingTallies.AsNoTracking().ToDictionaryAsync(tally => tally.ProductId);
        foreach (var product in await db.Products.AsNoTracking().ToListAsync())
        {
            var visible = reviews.Where(review => review.ProductId == product.Id && review.HiddenAt is null).ToList();
            Compare(wrong, $"count and sum of {product.Title}", (product.RatingCount, product.RatingSum), (visible.Count, visible.Sum(review => review.Rating)));
            var histogram = string.Join(' ', tallies.GetValueOrDefault(product.Id)?.Histogram ?? [0, 0, 0, 0, 0]);
            Compare(wrong, $"histogram of {product.Title}", histogram, string.Join(' ', Enumerable.Range(1, 5).Select(stars => visible.Count(review => review.Rating == stars))));
        }

        foreach (var review in reviews)
        {
            Compare(wrong, $"votes of {review.Id}", review.HelpfulCount, votes.Count(vote => vote.ReviewId == review.Id));
            Compare(wrong, $"own votes of {review.Id}", votes.Any(vote => vote.ReviewId == review.Id && vote.UserId == review.AuthorId), false);
        }

        foreach (var found in await db.ModerationCases.AsNoTracking().ToListAsync())
        {
            Compare(wrong, $"reports of {found.Id}", found.ReportCount, await db.ContentReports.CountAsync(report => report.CaseId == found.Id));
            Compare(wrong, $"state of {found.Id}", found.State == CaseState.Hidden, reviews.Single(review => review.Id == found.ReviewId).HiddenAt is not null);
        }

        return wrong;
    });

    private static void Compare<T>(List<string> wrong, string what, T counted, T there)
    {
        if (!EqualityComparer<T>.Default.Equals(counted, there))
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: counted {counted}, there are {there}"));
        }
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[dice.Next(items.Count)];

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
