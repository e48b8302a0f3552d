using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>The way over a service that is compatible with OpenAI: it is asked for quotes, which are checked in the same way.</summary>
internal sealed class QuotedModelTests
{
    private const string Question = "How do I spread retries of clients after an outage?";
    private const string Sentence = "Spread retries of clients by a random delay after an outage, or all of them come back at the same moment.";

    private FakeChatCompletions api = null!;
    private AnsweringBrain brain = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        api = await FakeChatCompletions.StartAsync();
        brain = await AnsweringBrain.OpenAsync(new Dictionary<string, string?> { ["Brain:OpenAI:ApiKey"] = "test-key", ["Brain:OpenAI:BaseUrl"] = api.Url, ["Brain:OpenAI:Model"] = "gpt-test" });
        await brain.Corpus.PutAsync("Spread retries of clients after an outage", Sentence);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await brain.AssertProvenAsync();
        await brain.DisposeAsync();
        Assert.That(api.Violations, Is.Empty);
        await api.DisposeAsync();
    }

    [Test]
    public async Task WhatIsQuoted_IsShown_TheRestIsNot()
    {
        api.Says = $"S: Wait a random time.\nQ[1]: \"by a random delay after an outage\"\nS: The moon is cheese.\nQ[1]: the moon is made of cheese\nS: It has 99 steps.\nQ[1]: or all of them come back\nS: Unproven.\nQ[9]: by a random delay\n";
        var answer = await brain.AnswerAsync(Question);
        Assert.That((answer.State, answer.Engine), Is.EqualTo((AnswerState.Answered, AnswerEngine.OpenAi)));
        Assert.That(answer.Sentences.Select(sentence => sentence.Text), Is.EqualTo(new[] { "Wait a random time." }));
        Assert.That((answer.DroppedSentences, answer.DroppedCitations), Is.EqualTo((3, 2)));
        Assert.That((answer.InputTokens, answer.OutputTokens, answer.CacheReadTokens, answer.CostMicros), Is.EqualTo((150, 30, 50, (long?)null)));
        Assert.That(api.Requests.Single()["messages"]![0]!.ToJsonString(), Does.Not.Contain("retries"));
    }

    [TestCase("Chatter without a form.", "stop", 200, AnswerNote.NotGrounded)]
    [TestCase("", "content_filter", 200, AnswerNote.Refused)]
    [TestCase("", "stop", 503, AnswerNote.Overloaded)]
    [TestCase("S: Wait a random ti", null, 200, AnswerNote.CutOff)]
    public async Task WithoutAnythingProven_TheExtractAnswers(string says, string? reason, int status, string note)
    {
        (api.Says, api.FinishReason, api.Status) = (says, reason, status);
        var answer = await brain.AnswerAsync(Question);
        Assert.That((answer.State, answer.Engine, answer.Note), Is.EqualTo((AnswerState.Answered, AnswerEngine.Extract, note)));
        Assert.That(answer.Sentences[0].Text, Is.EqualTo(Sentence));
    }

    [Test]
    public async Task NoAnswer_ListsTheSources()
    {
        api.Says = "NO_ANSWER";
        Assert.That((await brain.AnswerAsync(Question)).State, Is.EqualTo(AnswerState.Related));
    }
}
