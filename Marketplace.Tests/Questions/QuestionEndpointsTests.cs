using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Questions;

/// <summary>Questions, answers and the FAQ over the Api of the running product.</summary>
internal sealed class QuestionEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson asker = null!;
    private ApiPerson stranger = null!;
    private ApiPerson guest = null!;
    private SellerProductView product = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        (seller, admin, guest) = (await ApiPerson.SellerAsync(), await ApiPerson.AdminAsync(), await ApiPerson.GuestAsync());
        stranger = await ApiPerson.BuyerAsync();

        // Each test puts something of its own for sale.
        await seller.SetPlanAsync(Plan.Enterprise);
    }

    [OneTimeTearDown]
    public void Part()
    {
        foreach (var person in new[] { seller, admin, stranger, guest })
        {
            person.Dispose();
        }
    }

    [SetUp]
    public async Task PublishAsync()
    {
        asker = await ApiPerson.BuyerAsync();
        product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Asked {Guid.NewGuid().ToString("N")[..8]}"));
    }

    [TearDown]
    public void Leave() => asker.Dispose();

    [Test]
    public async Task AQuestion_IsPublicWithItsAnswer_AndBothAreTold()
    {
        var question = await AskAsync("Does it run on Linux?\n<script>alert(1)</script>");
        Assert.That((await ListAsync()).Total, Is.Zero);
        Assert.That((await asker.Questions.ListMineAsync(product.Slug, None)).Select(own => own.Id), Is.EqualTo(new[] { question.Id }));
        Assert.That(await stranger.Questions.ListMineAsync(product.Slug, None), Is.Empty);
        Assert.That((await seller.Questions.ListOfSellerAsync(waiting: true, null, None)).Items.Select(item => item.Id), Does.Contain(question.Id));
        await seller.Questions.AnswerAsync(question.Id, Answer("Yes, and on <b>BSD</b> **too**. [x](javascript:alert(1))"), None);

        var shown = (await ListAsync()).Items.Single();
        Assert.That(shown.Body, Is.EqualTo("Does it run on Linux?\n<script>alert(1)</script>"));
        Assert.That(shown.AnswerHtml, Does.Contain("<strong>too</strong>").And.Not.Contain("<b>").And.Not.Contain("javascript:"));
        Assert.That((await guest.Catalog.GetProductAsync(product.Slug, None)).QuestionsAnswered, Is.EqualTo(1));
        Assert.That(await asker.Questions.ListMineAsync(product.Slug, None), Is.Empty);
        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        await inbox.WaitForAsync(seller.Email, $"A question about {product.Title}");
        await inbox.WaitForAsync(asker.Email, $"Your question about {product.Title} is answered");
    }

    [Test]
    public async Task AnAnswer_IsEdited_AndTakenBack()
    {
        var question = await AskAsync();
        await Refusal.OfAsync(seller.Questions.RemoveAnswerAsync(question.Id, None), 404, "not_found");
        await seller.Questions.AnswerAsync(question.Id, Answer("Yes."), None);
        await seller.Questions.AnswerAsync(question.Id, Answer("Yes, it does."), None);
        Assert.That((await ListAsync()).Items.Single().EditedAt, Is.Not.Null);
        await Refusal.OfAsync(asker.Questions.WithdrawAsync(question.Id, None), 409, "questions.answered");
        await seller.Questions.RemoveAnswerAsync(question.Id, None);
        Assert.That((await ListAsync()).Total, Is.Zero);
        await asker.Questions.WithdrawAsync(question.Id, None);
        await Refusal.OfAsync(asker.Questions.WithdrawAsync(question.Id, None), 404, "not_found");
    }

    [Test]
    public async Task TheFaq_StandsFirst_InItsOrder()
    {
        var (first, second) = (await AskAsync("What is the first question?"), await AskAsync("What is the second question?"));
        await Refusal.OfAsync(seller.Questions.PutIntoFaqAsync(first.Id, new(), None), 409, "questions.not_answered");
        await seller.Questions.AnswerAsync(first.Id, Answer("This."), None);
        await seller.Questions.AnswerAsync(second.Id, Answer("That."), None);
        await seller.Questions.PutIntoFaqAsync(first.Id, new(), None);
        Assert.That((await seller.Questions.PutIntoFaqAsync(second.Id, new() { Position = 1 }, None)).FaqPosition, Is.EqualTo(1));
        var list = await ListAsync();
        Assert.That(list.Faq.Select(entry => entry.Id), Is.EqualTo(new[] { second.Id, first.Id }));
        Assert.That((list.Items.Count, list.Total), Is.EqualTo((0, 2)));
        await Refusal.OfAsync(seller.Questions.PutIntoFaqAsync(first.Id, new() { Position = 0 }, None), 400, "validation_failed");
        await Refusal.OfAsync(stranger.Questions.TakeOutOfFaqAsync(first.Id, None), 404, "not_found");
        await seller.Questions.TakeOutOfFaqAsync(second.Id, None);
        Assert.That((await ListAsync()).Items.Single().Id, Is.EqualTo(second.Id));
    }

    [Test]
    public async Task Strangers_AndGuests_AreRefused()
    {
        var question = await AskAsync();
        await Refusal.OfAsync(guest.Questions.AskAsync(product.Slug, new() { Body = "May a guest ask?" }, None), 401, "unauthenticated");
        await Refusal.OfAsync(seller.Questions.AskAsync(product.Slug, new() { Body = "May I ask myself?" }, None), 403, "questions.own_product");
        await Refusal.OfAsync(asker.Questions.AskAsync(product.Slug, new() { Body = "Short?" }, None), 400, "validation_failed");
        await Refusal.OfAsync(asker.Questions.AskAsync("no-such-product", new() { Body = "Is anybody there?" }, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Questions.AnswerAsync(question.Id, Answer("I guess so."), None), 404, "not_found");
        await Refusal.OfAsync(stranger.Questions.WithdrawAsync(question.Id, None), 404, "not_found");
        await Refusal.OfAsync(guest.Questions.ListAsync(product.Slug, "nonsense", None), 400, "validation_failed");
        await Refusal.OfAsync(guest.Questions.ListOfSellerAsync(waiting: true, null, None), 401, "unauthenticated");
        Assert.That((await stranger.Questions.ListOfSellerAsync(waiting: false, null, None)).Items, Is.Empty);
    }

    private Task<OwnQuestionView> AskAsync(string body = "Does it run on Linux?") => asker.Questions.AskAsync(product.Slug, new() { Body = body }, None);

    private Task<QuestionsView> ListAsync() => guest.Questions.ListAsync(product.Slug, null, None);

    private static AnswerRequest Answer(string body) => new() { Body = body };
}
