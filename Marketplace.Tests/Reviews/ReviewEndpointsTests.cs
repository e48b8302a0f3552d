using Marketplace.Contracts.Reviews;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Reviews;

/// <summary>Reviews, answers and votes over the Api of the running product.</summary>
internal sealed class ReviewEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ReviewListing Plain = new();
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson buyer = null!;
    private ApiPerson other = null!;
    private ApiPerson guest = null!;
    private SellerProductView product = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        (seller, admin, guest) = (await ApiPerson.SellerAsync(), await ApiPerson.AdminAsync(), await ApiPerson.GuestAsync());
        (buyer, other) = (await ApiPerson.BuyerAsync(), await ApiPerson.BuyerAsync());

        // Each test puts something of its own for sale.
        await seller.SetPlanAsync(Plan.Enterprise);
    }

    [OneTimeTearDown]
    public void Part()
    {
        foreach (var person in new[] { seller, admin, buyer, other, guest })
        {
            person.Dispose();
        }
    }

    [SetUp]
    public async Task PublishAsync()
    {
        product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Reviewed {Guid.NewGuid().ToString("N")[..8]}"));
        await buyer.BuyAsync(product.Id);
    }

    [Test]
    public async Task AReview_IsWrittenEditedAndDeleted_AndTheRatingFollows()
    {
        var before = await buyer.Reviews.GetMineAsync(product.Slug, None);
        Assert.That((before.CanReview, before.Obstacle, before.Review), Is.EqualTo((true, (string?)null, (OwnReviewView?)null)));
        var mine = await buyer.Reviews.AddAsync(product.Slug, Review(5), None);
        await Refusal.OfAsync(buyer.Reviews.AddAsync(product.Slug, Review(1), None), 409, "reviews.already_reviewed");
        await AssertAsync(average: 5, histogram: [0, 0, 0, 0, 1]);
        await buyer.Reviews.EditAsync(mine.Id, Review(2, "On second thought"), None);
        var shown = (await AssertAsync(average: 2, histogram: [0, 1, 0, 0, 0])).Items.Single();
        Assert.That((shown.Title, shown.EditedAt is not null, shown.Refunded), Is.EqualTo(("On second thought", true, false)));
        await buyer.Reviews.DeleteAsync(mine.Id, None);
        await Refusal.OfAsync(buyer.Reviews.DeleteAsync(mine.Id, None), 404, "not_found");
        await AssertAsync(average: 0, histogram: [0, 0, 0, 0, 0]);
        await buyer.Reviews.AddAsync(product.Slug, Review(4), None);
        await AssertAsync(average: 4, histogram: [0, 0, 0, 1, 0]);
    }

    [Test]
    public async Task WhoDidNotBuy_TheSeller_AndGuests_CannotReview()
    {
        await Refusal.OfAsync(other.Reviews.AddAsync(product.Slug, Review(1), None), 403, "reviews.not_a_buyer");
        await Refusal.OfAsync(seller.Reviews.AddAsync(product.Slug, Review(5), None), 403, "reviews.own_product");
        await Refusal.OfAsync(guest.Reviews.AddAsync(product.Slug, Review(5), None), 401, "unauthenticated");
        await Refusal.OfAsync(buyer.Reviews.AddAsync("no-such-product", Review(5), None), 404, "not_found");
        Assert.That((await other.Reviews.GetMineAsync(product.Slug, None)).Obstacle, Is.EqualTo("reviews.not_a_buyer"));
        Assert.That((await seller.Reviews.GetMineAsync(product.Slug, None)).Obstacle, Is.EqualTo("reviews.own_product"));
        await Refusal.OfAsync(guest.Reviews.GetMineAsync(product.Slug, None), 401, "unauthenticated");
    }

    [TestCase(0, "Fine", "Works.", "reviews.bad_rating")]
    [TestCase(5, "", "Works.", "validation_failed")]
    [TestCase(5, "Fine", "  ", "validation_failed")]
    [TestCase(5, "\u202E", "Works.", "reviews.no_title")]
    public async Task AReview_ThatIsNone_IsRefused(int rating, string title, string body, string code) =>
        await Refusal.OfAsync(buyer.Reviews.AddAsync(product.Slug, new() { Rating = rating, Title = title, Body = body }, None), 400, code);

    [Test]
    public async Task TooMuchText_IsRefused()
    {
        await Refusal.OfAsync(buyer.Reviews.AddAsync(product.Slug, Review(5, new string('a', 101)), None), 400, "validation_failed");
        await Refusal.OfAsync(buyer.Reviews.AddAsync(product.Slug, new() { Rating = 5, Title = "Long", Body = new string('a', 5_001) }, None), 400, "validation_failed");
    }

    [Test]
    public async Task HostileMarkdown_IsShownAsText()
    {
        await buyer.Reviews.AddAsync(
            product.Slug,
            new() { Rating = 1, Title = "<b>bold\0</b>", Body = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> ![](https://evil.example/p.png) **fine**" },
            None);
        var shown = (await guest.Reviews.ListAsync(product.Slug, Plain, None)).Items.Single();
        Assert.That(shown.Title, Is.EqualTo("<b>bold</b>"));
        Assert.That(shown.BodyHtml, Does.Contain("<strong>fine</strong>").And.Not.Contain("<script").And.Not.Contain("javascript:").And.Not.Contain("<img"));
    }

    [Test]
    public async Task TheSeller_AnswersOnce_Edits_AndTakesBack()
    {
        var review = await buyer.Reviews.AddAsync(product.Slug, Review(3), None);
        Assert.That((await seller.Reviews.ListOfSellerAsync(unanswered: true, null, None)).Items.Select(item => item.Review.Id), Does.Contain(review.Id));
        await Refusal.OfAsync(other.Reviews.RespondAsync(review.Id, Answer("I am not the seller."), None), 404, "not_found");
        await Refusal.OfAsync(buyer.Reviews.RespondAsync(review.Id, Answer("Nor am I."), None), 404, "not_found");
        await Refusal.OfAsync(seller.Reviews.RespondAsync(review.Id, Answer(" "), None), 400, "validation_failed");
        await seller.Reviews.RespondAsync(review.Id, Answer("Thank *you*."), None);
        Assert.That((await ResponseAsync())?.BodyHtml, Is.EqualTo("<p>Thank <em>you</em>.</p>"));
        Assert.That((await seller.Reviews.RespondAsync(review.Id, Answer("Thanks."), None)).EditedAt, Is.Not.Null);
        Assert.That((await seller.Reviews.ListOfSellerAsync(unanswered: true, null, None)).Items.Select(item => item.Review.Id), Does.Not.Contain(review.Id));
        await Refusal.OfAsync(buyer.Reviews.RemoveResponseAsync(review.Id, None), 404, "not_found");
        await seller.Reviews.RemoveResponseAsync(review.Id, None);
        Assert.That(await ResponseAsync(), Is.Null);
        await Refusal.OfAsync(seller.Reviews.RemoveResponseAsync(review.Id, None), 404, "not_found");
    }

    [Test]
    public async Task TheSeller_IsToldOfAReview_AndItsAuthorOfTheAnswer()
    {
        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        var review = await buyer.Reviews.AddAsync(product.Slug, Review(3), None);
        await inbox.WaitForAsync(seller.Email, $"3 of 5 stars for {product.Title}");
        await seller.Reviews.RespondAsync(review.Id, Answer("Thank *you*."), None);
        await inbox.WaitForAsync(buyer.Email, $"Your review of {product.Title} was answered");
    }

    [Test]
    public async Task Votes_AreOnePerPerson_AndNotOnesOwn()
    {
        var review = await buyer.Reviews.AddAsync(product.Slug, Review(4), None);
        var votes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => other.Reviews.VoteAsync(review.Id, None)));
        Assert.That(votes.Select(vote => vote.Helpful), Is.All.EqualTo(1));
        Assert.That((await admin.Reviews.VoteAsync(review.Id, None)).Helpful, Is.EqualTo(2));
        await Refusal.OfAsync(buyer.Reviews.VoteAsync(review.Id, None), 403, "reviews.own_review");
        await Refusal.OfAsync(seller.Reviews.VoteAsync(review.Id, None), 403, "reviews.own_product");
        await Refusal.OfAsync(guest.Reviews.VoteAsync(review.Id, None), 401, "unauthenticated");
        await Refusal.OfAsync(other.Reviews.VoteAsync(Guid.NewGuid(), None), 404, "not_found");
        Assert.That((await other.Reviews.GetMineAsync(product.Slug, None)).HelpfulIds, Is.EqualTo(new[] { review.Id }));
        await other.Reviews.TakeVoteBackAsync(review.Id, None);
        Assert.That((await other.Reviews.TakeVoteBackAsync(review.Id, None)).Helpful, Is.EqualTo(1));
        Assert.That((await guest.Reviews.ListAsync(product.Slug, Plain, None)).Items.Single().Helpful, Is.EqualTo(1));
    }

    [Test]
    public async Task AStrangersReview_Is404_ToChange()
    {
        var review = await buyer.Reviews.AddAsync(product.Slug, Review(4), None);
        await Refusal.OfAsync(other.Reviews.EditAsync(review.Id, Review(1), None), 404, "not_found");
        await Refusal.OfAsync(other.Reviews.DeleteAsync(review.Id, None), 404, "not_found");
        await Refusal.OfAsync(guest.Reviews.DeleteAsync(review.Id, None), 401, "unauthenticated");
    }

    [Test]
    public async Task AList_IsSortedFilteredAndPaged()
    {
        await AddManyAsync([5, 1, 4, 4, 2]);
        Assert.That(await StarsAsync(new("ratingDesc")), Is.EqualTo(new[] { 5, 4, 4, 2, 1 }));
        Assert.That(await StarsAsync(new("ratingAsc")), Is.EqualTo(new[] { 1, 2, 4, 4, 5 }));
        Assert.That(await StarsAsync(new("newest")), Is.EqualTo(new[] { 2, 4, 4, 1, 5 }));
        Assert.That(await StarsAsync(new(Stars: 4)), Is.EqualTo(new[] { 4, 4 }));
        Assert.That(await StarsAsync(new(Answered: true)), Is.Empty);
        var newest = (await guest.Reviews.ListAsync(product.Slug, Plain, None)).Items;
        await other.Reviews.VoteAsync(newest[3].Id, None);
        await seller.Reviews.RespondAsync(newest[1].Id, Answer("Thanks."), None);
        Assert.That((await guest.Reviews.ListAsync(product.Slug, new("helpful"), None)).Items[0].Id, Is.EqualTo(newest[3].Id));
        Assert.That((await guest.Reviews.ListAsync(product.Slug, new(Answered: true), None)).Items.Single().Id, Is.EqualTo(newest[1].Id));
        foreach (var sort in new[] { "newest", "helpful", "ratingDesc", "ratingAsc" })
        {
            Assert.That(await PagesAsync(sort), Is.EqualTo((await guest.Reviews.ListAsync(product.Slug, new(sort), None)).Items.Select(item => item.Id)), sort);
        }
    }

    [TestCase("?sort=best", "sort")]
    [TestCase("?stars=6", "stars")]
    [TestCase("?limit=0", "limit")]
    [TestCase("?cursor=nonsense", "cursor")]
    public async Task AListing_ThatIsNone_Is400(string query, string field)
    {
        using var answer = await guest.Http.GetAsync($"/api/products/{product.Slug}/reviews{query}");
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"{field}\""));
    }

    [Test]
    public async Task ACursor_OfAnotherOrder_IsRefused()
    {
        await AddManyAsync([5, 4]);
        using var answer = await guest.Http.GetAsync($"/api/products/{product.Slug}/reviews?limit=1&sort=helpful");
        var page = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<ReviewsView>(answer.Content, Contracts.Http.ApiClient.Json);
        await Refusal.OfAsync(guest.Reviews.ListAsync(product.Slug, new("ratingDesc", Cursor: page!.NextCursor), None), 400, "validation_failed");
    }

    [Test]
    public async Task ARefundedPurchase_MarksItsReview_WhichStays()
    {
        using var person = await ApiPerson.BuyerAsync();
        var order = await person.BuyAsync(product.Id);
        await person.Reviews.AddAsync(product.Slug, Review(1), None);
        await admin.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit at all" }, Guid.NewGuid().ToString(), None);
        var list = await guest.Reviews.ListAsync(product.Slug, Plain, None);
        Assert.That((list.Items.Single().Refunded, list.Rating.Count), Is.EqualTo((true, 1)));
        await person.Reviews.EditAsync((await person.Reviews.GetMineAsync(product.Slug, None)).Review!.Id, Review(2), None);
    }

    [Test]
    public async Task Search_SeesTheNewRating()
    {
        await buyer.Reviews.AddAsync(product.Slug, Review(4), None);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var rating = await ApiPerson.InDatabaseAsync(db => db.Database.SqlQuery<decimal>(
                $"""select coalesce(max(rating), 0) as "Value" from search.documents where product_id = {product.Id}""").SingleAsync());
            if (rating == 4)
            {
                return;
            }

            await Task.Delay(200);
        }

        Assert.Fail("The search index does not know of the review.");
    }

    private async Task AddManyAsync(int[] stars)
    {
        foreach (var rating in stars)
        {
            using var person = await ApiPerson.BuyerAsync();
            await person.BuyAsync(product.Id);
            await person.Reviews.AddAsync(product.Slug, Review(rating), None);
        }
    }

    private async Task<int[]> StarsAsync(ReviewListing listing) => [.. (await guest.Reviews.ListAsync(product.Slug, listing, None)).Items.Select(review => review.Rating)];

    /// <summary>The ids of all pages of two.</summary>
    private async Task<List<Guid>> PagesAsync(string sort)
    {
        var ids = new List<Guid>();
        string? cursor = null;
        do
        {
            using var answer = await guest.Http.GetAsync($"/api/products/{product.Slug}/reviews?limit=2&sort={sort}{(cursor is null ? "" : $"&cursor={cursor}")}");
            var page = (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<ReviewsView>(answer.Content, Contracts.Http.ApiClient.Json))!;
            ids.AddRange(page.Items.Select(item => item.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }

    private async Task<ReviewResponseView?> ResponseAsync() => (await guest.Reviews.ListAsync(product.Slug, Plain, None)).Items.Single().Response;

    private async Task<ReviewsView> AssertAsync(decimal average, int[] histogram)
    {
        var list = await guest.Reviews.ListAsync(product.Slug, Plain, None);
        var detail = await guest.Catalog.GetProductAsync(product.Slug, None);
        Assert.That((list.Rating.Average, list.Rating.Count, list.Total), Is.EqualTo((average, histogram.Sum(), (long)histogram.Sum())));
        Assert.That(list.Histogram, Is.EqualTo(histogram));
        Assert.That(detail.Rating, Is.EqualTo(list.Rating));
        return list;
    }

    private static ReviewRequest Review(int rating, string title = "Worth a look") => new() { Rating = rating, Title = title, Body = "It does what it says." };

    private static ReviewResponseRequest Answer(string body) => new() { Body = body };
}
