using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Answers;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class CountQuestionsTests
{
    private AnsweringBrain brain = null!;

    [SetUp]
    public async Task OpenAsync() => brain = await AnsweringBrain.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await brain.DisposeAsync();

    [Test]
    public async Task TwoHundredAtOnce_WithTwentyLeft_AreTwenty()
    {
        // Not disposed of: its database is the other's.
        var replica = brain.Corpus.Replica(configure: services => services.AddBrainAnswers(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()));
        using var gate = new SemaphoreSlim(16);
        var taken = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            await gate.WaitAsync();
            try
            {
                await using var scope = (number % 2 == 0 ? brain.Corpus : replica).Scope();
                return (await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<CountQuestions>(scope.ServiceProvider).TakeAsync(brain.Asker, CancellationToken.None)).IsOk;
            }
            finally
            {
                gate.Release();
            }
        }));
        Assert.That((taken.Count(isOk => isOk), await brain.UsedAsync()), Is.EqualTo((20, 20)));
    }

    [Test]
    public async Task TheNextMonth_StartsAnew_AndALargerPlanAtOnce()
    {
        await TakeAsync(20);
        var refused = await brain.WithAsync((CountQuestions count) => count.TakeAsync(brain.Asker, CancellationToken.None));
        Assert.That((refused.Error?.Code, refused.Error?.RetryAfter), Is.EqualTo(("quota_exceeded", new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) - brain.Corpus.Time.GetUtcNow())));
        await brain.SetPlanAsync(Plan.Pro);
        await TakeAsync(1);
        await brain.SetPlanAsync(Plan.Free);
        brain.Corpus.Time.Advance(refused.Error!.RetryAfter!.Value - TimeSpan.FromTicks(10));
        Assert.That((await brain.WithAsync((CountQuestions count) => count.TakeAsync(brain.Asker, CancellationToken.None))).IsOk, Is.False);
        brain.Corpus.Time.Advance(TimeSpan.FromTicks(10));
        await TakeAsync(20);
        Assert.That((await brain.WithAsync((CountQuestions count) => count.GetAsync(brain.Asker, CancellationToken.None))).Used, Is.EqualTo(20));
    }

    [Test]
    public async Task WhatFailed_IsGivenBack_ToItsMonth_AndNeverBelowNothing()
    {
        await TakeAsync(1);
        var month = new DateOnly(2026, 3, 1);
        for (var twice = 0; twice < 2; twice++)
        {
            await brain.WithAsync(async (CountQuestions count) =>
            {
                await count.GiveBackAsync(brain.Asker, month, CancellationToken.None);
                return 0;
            });
            Assert.That(await brain.UsedAsync(), Is.Zero);
        }
    }

    [Test]
    public async Task TheBudget_IsNeverPassed_AndSettled()
    {
        var reserved = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => brain.WithAsync((ModelBudget budget) => budget.ReserveAsync(300, 1_000, CancellationToken.None))));
        Assert.That(reserved.Count(day => day is not null), Is.EqualTo(3));
        await brain.WithAsync(async (ModelBudget budget) =>
        {
            await budget.SettleAsync(reserved.First(day => day is not null)!.Value, 300, 50, CancellationToken.None);
            return 0;
        });
        Assert.That(await brain.ReadAsync(db => db.ModelSpendings.Select(spending => spending.Micros).SingleAsync()), Is.EqualTo(650));
        Assert.That(await brain.WithAsync((ModelBudget budget) => budget.ReserveAsync(400, 1_000, CancellationToken.None)), Is.Null);
        Assert.That(await brain.WithAsync((ModelBudget budget) => budget.ReserveAsync(350, 1_000, CancellationToken.None)), Is.Not.Null);
        Assert.That(await brain.WithAsync((ModelBudget budget) => budget.ReserveAsync(1_000_000, null, CancellationToken.None)), Is.Not.Null);
    }

    private async Task TakeAsync(int times)
    {
        for (var taken = 0; taken < times; taken++)
        {
            var month = await brain.WithAsync((CountQuestions count) => count.TakeAsync(brain.Asker, CancellationToken.None));
            Assert.That(month.IsOk, month.Error?.Message);
        }
    }
}
