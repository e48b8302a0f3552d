using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Reviews;

namespace Marketplace.Migrations.Demo;

/// <summary>The demo's reviews, with answers, helpful votes, and the products' counts, sums and histograms.</summary>
internal static class DemoReviews
{
    private const int MostVotes = 14;

    public static void Write(
        MarketplaceDb db, DemoCatalog catalog, IReadOnlyList<DemoWrittenReview> written, IReadOnlyDictionary<DemoPurchase, OrderLine> lines, DateTimeOffset now)
    {
        var dice = new DemoRandom("votes");
        var tallies = new Dictionary<Guid, RatingTally>();
        foreach (var one in written)
        {
            var review = Write(one, lines[one.Purchase]);
            var votes = Votes(review, catalog, dice, now);
            review.HelpfulCount = votes.Count;
            db.Reviews.Add(review);
            db.HelpfulVotes.AddRange(votes);
            Count(one.Purchase.Listing, review, tallies);
        }

        db.RatingTallies.AddRange(tallies.Values);
    }

    private static Review Write(DemoWrittenReview written, OrderLine line)
    {
        var review = new Review
        {
            Id = Guid.CreateVersion7(written.At),
            ProductId = line.ProductId,
            SellerId = line.SellerId,
            OrderLineId = line.Id,
            AuthorId = line.BuyerId,
            Rating = written.Review.Stars,
            Title = written.Review.Title,
            Body = written.Review.Text,
            BodyHtml = MarkdownRenderer.ToHtml(written.Review.Text),
            CreatedAt = written.At,
        };
        if (written.Review.Answer is { } answer)
        {
            review.Respond(answer, MarkdownRenderer.ToHtml(answer), written.At.AddHours(1.5));
        }

        return review;
    }

    /// <summary>Few have many: the dice are squared. Nobody votes for their own.</summary>
    private static List<HelpfulVote> Votes(Review review, DemoCatalog catalog, DemoRandom dice, DateTimeOffset now)
    {
        var count = (int)(MostVotes * Math.Pow(dice.NextDouble(), 2));
        var from = dice.Next(catalog.Buyers.Count);
        return [.. Enumerable.Range(0, count).Select(index => catalog.Buyers[(from + index) % catalog.Buyers.Count].Id).Where(buyer => buyer != review.AuthorId)
            .Select(buyer => new HelpfulVote { ReviewId = review.Id, UserId = buyer, CreatedAt = review.CreatedAt + (now - review.CreatedAt) / 2 })];
    }

    private static void Count(DemoListing listing, Review review, Dictionary<Guid, RatingTally> tallies)
    {
        listing.Product.RatingCount++;
        listing.Product.RatingSum += review.Rating;
        if (!tallies.TryGetValue(review.ProductId, out var tally))
        {
            tallies[review.ProductId] = tally = new RatingTally { ProductId = review.ProductId };
        }

        _ = review.Rating switch
        {
            1 => tally.One++,
            2 => tally.Two++,
            3 => tally.Three++,
            4 => tally.Four++,
            _ => tally.Five++,
        };
    }
}
