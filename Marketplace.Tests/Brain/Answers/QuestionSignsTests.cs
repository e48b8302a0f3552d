using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class QuestionSignsTests
{
    [TestCase("Which field of the manifest holds the licence?", true)]
    [TestCase("How many connections does a worker open at once?", true)]
    [TestCase("Where do I set the size of the pool?", true)]
    [TestCase("How do I keep two workers from taking the same job?", false)]
    [TestCase("Why is the second page of my list so slow?", false)]
    public void WantsDetail_IsAQuestionForAName_ANumberOrAPlace(string question, bool expected) =>
        Assert.That(QuestionSigns.WantsDetail(question), Is.EqualTo(expected));

    [TestCase("The outbox deletes its rows after an hour. How do I make it two?", true)]
    [TestCase("Redis keeps old keys on disk, how can that be switched off?", true)]
    [TestCase("Our workers take the same job twice. How do I stop that?", false)]
    [TestCase("The deployment failed at night, why is that?", false)]
    [TestCase("How do I stop a worker, and what becomes of its job?", false)]
    public void StatesAFact_IsAClaimBeforeAQuestion_NotWhatHappenedToTheAsker(string question, bool expected) =>
        Assert.That(QuestionSigns.StatesAFact(question), Is.EqualTo(expected));
}
