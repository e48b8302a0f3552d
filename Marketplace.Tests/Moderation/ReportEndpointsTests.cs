using Marketplace.Contracts.Moderation;
using Marketplace.Contracts.Reviews;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Moderation;

/// <summary>Reports and an admin's decisions over the Api of the running product.</summary>
internal sealed class ReportEndpointsTests
{
    private const string Reason = "It names a person who did not agree.";
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson reporter = null!;
    private ApiPerson buyer = null!;
    private SellerProductView product = null!;
    private OwnReviewView review = null!;

    [OneTimeSetUp]
    public async Task MeetAsync() => (seller, admin, reporter) = (await ApiPerson.SellerAsync(), await ApiPerson.AdminAsync(), await ApiPerson.BuyerAsync());

    [OneTimeTearDown]
    public void Part()
    {
        seller.Dispose();
        admin.Dispose();
        reporter.Dispose();
    }

    [SetUp]
    public async Task WriteAsync()
    {
        buyer = await ApiPerson.BuyerAsync();
        product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Reported {Guid.NewGuid().ToString("N")[..8]}"));
        await buyer.BuyAsync(product.Id);
        review = await buyer.Reviews.AddAsync(product.Slug, new() { Rating = 1, Title = "John Doe", Body = "lives at 1 Main Street." }, None);
    }

    [TearDown]
    public void Leave() => buyer.Dispose();

    [Test]
    public async Task AHiddenReview_LeavesListAndRating_ItsAuthorReadsWhy_AndItComesBack()
    {
        await reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None);
        var waiting = await FindAsync(decided: false);
        Assert.That((waiting.Kind, waiting.Title, waiting.ReportCount, waiting.Rating), Is.EqualTo((ReportedKind.Review, "John Doe", 1, (int?)1)));
        await Refusal.OfAsync(admin.Moderation.HideAsync(waiting.Id, new() { Reason = "short" }, None), 400, "validation_failed");
        await admin.Moderation.HideAsync(waiting.Id, new() { Reason = Reason }, None);
        await Refusal.OfAsync(admin.Moderation.HideAsync(waiting.Id, new() { Reason = Reason }, None), 409, "reports.wrong_state");
        await Refusal.OfAsync(admin.Moderation.DismissAsync(waiting.Id, None), 409, "reports.wrong_state");

        Assert.That(await CountAsync(), Is.Zero);
        var mine = await buyer.Reviews.GetMineAsync(product.Slug, None);
        Assert.That((mine.Obstacle, mine.Review!.HiddenReason), Is.EqualTo(("reviews.hidden", Reason)));
        await Refusal.OfAsync(buyer.Reviews.EditAsync(review.Id, new() { Rating = 5, Title = "Other", Body = "Words." }, None), 409, "reviews.hidden");
        await Refusal.OfAsync(buyer.Reviews.DeleteAsync(review.Id, None), 409, "reviews.hidden");
        await Refusal.OfAsync(buyer.Reviews.AddAsync(product.Slug, new() { Rating = 1, Title = "Again", Body = "Words." }, None), 409, "reviews.hidden");
        await Refusal.OfAsync(reporter.Reviews.VoteAsync(review.Id, None), 404, "not_found");
        await Refusal.OfAsync(seller.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None), 404, "not_found");
        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        Assert.That((await inbox.WaitForAsync(buyer.Email, $"Hidden: your review about {product.Title}")).Text, Does.Contain(Reason));

        var hidden = await FindAsync(decided: true);
        Assert.That((hidden.Status, hidden.Reason), Is.EqualTo((ReportStatus.Hidden, Reason)));
        await admin.Moderation.RestoreAsync(hidden.Id, None);
        Assert.That(await CountAsync(), Is.EqualTo(1));
        await inbox.WaitForAsync(buyer.Email, $"Public again: your review about {product.Title}");
    }

    [Test]
    public async Task AReport_IsOncePerPerson_AndNotOfOnesOwn()
    {
        await reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None);
        await Refusal.OfAsync(reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None), 409, "reports.already_reported");
        await Refusal.OfAsync(buyer.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None), 403, "reports.own_text");
        await Refusal.OfAsync(reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, new(), None), 400, "validation_failed");
        await Refusal.OfAsync(seller.Moderation.ReportAsync(ReportedKind.Review, review.Id, new() { Reason = ReportReasonName.Other, Text = "hm" }, None), 400, "reports.say_what");
        await Refusal.OfAsync(reporter.Moderation.ReportAsync(ReportedKind.Response, review.Id, Spam(), None), 404, "not_found");
        await Refusal.OfAsync(reporter.Moderation.ReportAsync(ReportedKind.Question, Guid.NewGuid(), Spam(), None), 404, "not_found");
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(guest.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None), 401, "unauthenticated");
    }

    [Test]
    public async Task ReportsAtOnce_AreOneCase()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApiPerson.BuyerAsync()));
        await Task.WhenAll(people.Select(person => person.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None)));
        var found = await FindAsync(decided: false);
        Assert.That((found.ReportCount, found.Reports.Count), Is.EqualTo((4, 4)));
    }

    [Test]
    public async Task ADismissedCase_OpensAgain_WhenSomebodyElseReports()
    {
        await reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None);
        await admin.Moderation.DismissAsync((await FindAsync(decided: false)).Id, None);
        Assert.That((await FindAsync(decided: true)).Status, Is.EqualTo(ReportStatus.Dismissed));
        Assert.That(await CountAsync(), Is.EqualTo(1));
        await seller.Moderation.ReportAsync(ReportedKind.Review, review.Id, new() { Reason = ReportReasonName.PersonalData, Text = "An address of a person." }, None);
        Assert.That((await FindAsync(decided: false)).ReportCount, Is.EqualTo(2));
    }

    [Test]
    public async Task ADeletedReview_TakesItsReportsWithIt()
    {
        await reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None);
        var found = await FindAsync(decided: false);
        await buyer.Reviews.DeleteAsync(review.Id, None);
        await Refusal.OfAsync(admin.Moderation.HideAsync(found.Id, new() { Reason = Reason }, None), 404, "not_found");
    }

    [Test]
    public async Task ASellersAnswer_IsHidden_WhileTheReviewStays()
    {
        await seller.Reviews.RespondAsync(review.Id, new() { Body = "You are a fool." }, None);
        await buyer.Moderation.ReportAsync(ReportedKind.Response, review.Id, Spam(), None);
        await Refusal.OfAsync(seller.Moderation.ReportAsync(ReportedKind.Response, review.Id, Spam(), None), 403, "reports.own_text");
        var found = await FindAsync(decided: false);
        Assert.That((found.Kind, found.Context), Is.EqualTo((ReportedKind.Response, "John Doe")));
        await admin.Moderation.HideAsync(found.Id, new() { Reason = "It insults the buyer." }, None);
        var shown = (await reporter.Reviews.ListAsync(product.Slug, new(), None)).Items.Single();
        Assert.That(shown.Response, Is.Null);
        await Refusal.OfAsync(seller.Reviews.RespondAsync(review.Id, new() { Body = "Still." }, None), 409, "reviews.response_hidden");
        await Refusal.OfAsync(seller.Reviews.RemoveResponseAsync(review.Id, None), 409, "reviews.response_hidden");
        Assert.That((await seller.Reviews.ListOfSellerAsync(unanswered: false, null, None)).Items.Single(item => item.Review.Id == review.Id).ResponseHiddenReason, Is.EqualTo("It insults the buyer."));
    }

    [Test]
    public async Task AnAnswerThatWasTakenBack_CannotBeHidden()
    {
        await seller.Reviews.RespondAsync(review.Id, new() { Body = "You are a fool." }, None);
        await buyer.Moderation.ReportAsync(ReportedKind.Response, review.Id, Spam(), None);
        await seller.Reviews.RemoveResponseAsync(review.Id, None);
        var found = await FindAsync(decided: false);
        await Refusal.OfAsync(admin.Moderation.HideAsync(found.Id, new() { Reason = "It insults the buyer." }, None), 409, "reports.taken_back");
        await admin.Moderation.DismissAsync(found.Id, None);
    }

    [Test]
    public async Task AQuestion_OrOnlyItsAnswer_IsHidden()
    {
        var question = await buyer.Questions.AskAsync(product.Slug, new() { Body = "Is the seller John Doe?" }, None);
        await Refusal.OfAsync(reporter.Moderation.ReportAsync(ReportedKind.Question, question.Id, Spam(), None), 404, "not_found");
        await seller.Questions.AnswerAsync(question.Id, new() { Body = "Mind your business." }, None);
        await seller.Questions.PutIntoFaqAsync(question.Id, new(), None);
        await reporter.Moderation.ReportAsync(ReportedKind.Answer, question.Id, Spam(), None);
        await reporter.Moderation.ReportAsync(ReportedKind.Question, question.Id, Spam(), None);
        await admin.Moderation.HideAsync((await FindAsync(decided: false, ReportedKind.Answer)).Id, new() { Reason = "It insults the asker." }, None);
        var list = await reporter.Questions.ListAsync(product.Slug, null, None);
        Assert.That((list.Total, list.Faq.Count), Is.EqualTo((0L, 0)));
        await Refusal.OfAsync(seller.Questions.AnswerAsync(question.Id, new() { Body = "Better." }, None), 409, "questions.answer_hidden");
        await admin.Moderation.RestoreAsync((await FindAsync(decided: true, ReportedKind.Answer)).Id, None);
        Assert.That((await reporter.Questions.ListAsync(product.Slug, null, None)).Items, Has.Count.EqualTo(1));
        await admin.Moderation.HideAsync((await FindAsync(decided: false, ReportedKind.Question)).Id, new() { Reason = Reason }, None);
        Assert.That((await buyer.Questions.ListMineAsync(product.Slug, None)).Single().HiddenReason, Is.EqualTo(Reason));
        await Refusal.OfAsync(buyer.Questions.WithdrawAsync(question.Id, None), 409, "questions.hidden");
    }

    [Test]
    public async Task OnlyAdmins_SeeAndDecide()
    {
        await reporter.Moderation.ReportAsync(ReportedKind.Review, review.Id, Spam(), None);
        var found = await FindAsync(decided: false);
        await Refusal.OfAsync(seller.Moderation.ListAsync(decided: false, null, None), 403, "forbidden");
        await Refusal.OfAsync(seller.Moderation.HideAsync(found.Id, new() { Reason = Reason }, None), 403, "forbidden");
        await Refusal.OfAsync(seller.Moderation.DismissAsync(found.Id, None), 403, "forbidden");
        await Refusal.OfAsync(seller.Moderation.RestoreAsync(found.Id, None), 403, "forbidden");
        await Refusal.OfAsync(admin.Moderation.DismissAsync(Guid.NewGuid(), None), 404, "not_found");
        await Refusal.OfAsync(admin.Moderation.ListAsync(decided: false, "nonsense", None), 400, "validation_failed");
    }

    private async Task<ReportCaseView> FindAsync(bool decided, ReportedKind? kind = null)
    {
        string? cursor = null;
        do
        {
            var page = await admin.Moderation.ListAsync(decided, cursor, None);
            if (page.Items.FirstOrDefault(item => item.ProductSlug == product.Slug && (kind is null || item.Kind == kind)) is { } found)
            {
                return found;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        throw new AssertionException("There is no such case.");
    }

    private async Task<int> CountAsync() => (await reporter.Reviews.ListAsync(product.Slug, new(), None)).Rating.Count;

    private static ReportRequest Spam() => new() { Reason = ReportReasonName.Spam };
}
