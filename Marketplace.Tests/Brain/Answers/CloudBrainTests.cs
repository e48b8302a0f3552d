using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>With a language model configured: whose plan has none gets the extract, and is told so.</summary>
internal sealed class CloudBrainTests
{
    private const string Question = "How do I spread retries of clients after an outage?";

    [TestCase(Plan.Free, AnswerEngine.Extract, AnswerNote.Plan, 0)]
    [TestCase(Plan.Pro, AnswerEngine.Claude, null, 1)]
    [TestCase(Plan.Team, AnswerEngine.Claude, null, 1)]
    [TestCase(Plan.Enterprise, AnswerEngine.Claude, null, 1)]
    public async Task APlan_DecidesWhoWrites(Plan plan, AnswerEngine engine, string? note, int calls)
    {
        await using var api = await FakeMessagesApi.StartAsync();
        await using var brain = await AnsweringBrain.OpenAsync(AnsweringBrain.Claude(api.Url));
        await brain.Corpus.PutAsync(
            "Spread retries of clients after an outage", "Spread retries of clients by a random delay after an outage, or all of them come back at the same moment.\n\nA cap keeps the delay below a minute.");
        await brain.SetPlanAsync(plan);
        var answer = await brain.AnswerAsync(Question);
        Assert.That((answer.State, answer.Engine, answer.Note, api.Calls), Is.EqualTo((AnswerState.Answered, engine, note, calls)));
    }
}
