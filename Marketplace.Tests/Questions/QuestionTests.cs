using Marketplace.Core.Kernel;
using Marketplace.Core.Questions;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Product = Marketplace.Core.Catalog.Product;

namespace Marketplace.Tests.Questions;

/// <summary>Questions on PostgreSQL: limits, second clicks, and the order of the FAQ when two tabs change it.</summary>
internal sealed class QuestionTests
{
    private Market market = null!;
    private Guid sellerId;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        sellerId = await market.SellerAsync();
        product = await market.ProductAsync(sellerId, price: 10_00);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task TheSameQuestion_ByFiveClicksAtOnce_IsAskedOnce()
    {
        var asker = (await market.BuyerAsync()).Id;
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(asker, "Does it run on Linux?")));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(1));
        Assert.That(results.Where(result => !result.IsOk).Select(result => result.Error!.Code).Distinct(), Is.EqualTo(new[] { "questions.already_asked" }));
    }

    [Test]
    public async Task AFourthQuestion_WaitsForAnAnswerToTheOthers()
    {
        var asker = (await market.BuyerAsync()).Id;
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => AskAsync(asker, $"Question number {number}?")));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(QuestionPolicy.MaxWaiting));
        Assert.That((await AskAsync(asker, "One more question?")).Error, Is.EqualTo(QuestionErrors.TooManyWaiting));
        await AnswerAsync(results.First(result => result.IsOk).Value);
        Assert.That((await AskAsync(asker, "One more question?")).IsOk, Is.True);
    }

    [Test]
    public async Task TheTwentyFirstQuestionOfADay_IsTooMany_AndSaysWhenToComeBack()
    {
        var asker = (await market.BuyerAsync()).Id;
        for (var number = 0; number < QuestionPolicy.MaxPerDay; number++)
        {
            await AnswerAsync((await AskAsync(asker, $"Question number {number}?")).Value);
        }

        var refused = (await AskAsync(asker, "Still curious today?")).Error!;
        Assert.That((refused.Kind, refused.Code), Is.EqualTo((ErrorKind.TooMany, "questions.too_many_today")));
        market.Clock.Advance(refused.RetryAfter!.Value);
        Assert.That((await AskAsync(asker, "Still curious today?")).IsOk, Is.True);
    }

    [Test]
    public async Task TheSeller_AndStrangers_CannotDoWhatIsNotTheirs()
    {
        var (asker, stranger) = ((await market.BuyerAsync()).Id, (await market.BuyerAsync()).Id);
        Assert.That((await AskAsync(sellerId, "May I ask myself?")).Error, Is.EqualTo(QuestionErrors.OwnProduct));
        Assert.That((await AskAsync(asker, "Short?")).Error, Is.EqualTo(QuestionErrors.TooShort));
        var id = (await AskAsync(asker, "Does it run on Linux?")).Value;
        Assert.That((await AnswerAsync(id, stranger)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await WithdrawAsync(id, stranger)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await PlaceAsync(id, 1)).Error, Is.EqualTo(QuestionErrors.NotAnswered));
        await AnswerAsync(id);
        Assert.That((await PlaceAsync(id, 1, stranger)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await WithdrawAsync(id, asker)).Error, Is.EqualTo(QuestionErrors.Answered));
    }

    [Test]
    public async Task TheFaq_StaysInOrder_WhenManyMoveInItAtOnce()
    {
        var ids = new List<Guid>();
        for (var number = 0; number < 6; number++)
        {
            ids.Add((await AskAsync((await market.BuyerAsync()).Id, $"Question number {number}?")).Value);
            await AnswerAsync(ids[number]);
        }

        await Task.WhenAll(ids.Select(id => PlaceAsync(id, int.MaxValue)));
        Assert.That(await PlacesAsync(), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 }));
        await PlaceAsync(ids[5], 1);
        Assert.That((await FaqAsync())[0], Is.EqualTo(ids[5]));
        await PlaceAsync(ids[5], 3);
        Assert.That((await FaqAsync())[2], Is.EqualTo(ids[5]));
        await Task.WhenAll(ids.Select((id, index) => PlaceAsync(id, index % 3 == 0 ? null : 1 + (index * 2 % 5))));
        Assert.That(await PlacesAsync(), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        await market.WithAsync((RemoveAnswer remove) => remove.ExecuteAsync(sellerId, ids[1], default));
        Assert.That(await FaqAsync(), Has.Count.EqualTo(3).And.No.Member(ids[1]));
    }

    private Task<Result<Guid>> AskAsync(Guid askerId, string body) => market.WithAsync((AskQuestion ask) => ask.ExecuteAsync(askerId, product.Id, body, default));

    private Task<Result<Done>> AnswerAsync(Guid id, Guid? who = null) =>
        market.WithAsync((AnswerQuestion answer) => answer.ExecuteAsync(who ?? sellerId, id, "Yes, it **does**.", default));

    private Task<Result<Done>> WithdrawAsync(Guid id, Guid who) => market.WithAsync((WithdrawQuestion withdraw) => withdraw.ExecuteAsync(who, id, default));

    private Task<Result<Done>> PlaceAsync(Guid id, int? position, Guid? who = null) =>
        market.WithAsync((ArrangeFaq arrange) => arrange.ExecuteAsync(who ?? sellerId, id, position, default));

    private Task<List<int>> PlacesAsync() => market.ReadAsync(db => db.Questions.Where(question => question.FaqPosition != null).OrderBy(question => question.FaqPosition).Select(question => question.FaqPosition!.Value).ToListAsync());

    private Task<List<Guid>> FaqAsync() => market.ReadAsync(db => db.Questions.Where(question => question.FaqPosition != null).OrderBy(question => question.FaqPosition).Select(question => question.Id).ToListAsync());
}
