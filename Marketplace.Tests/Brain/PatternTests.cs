using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Patterns;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain;

internal sealed class PatternTests
{
    private static readonly string[] Subjects =
    [
        "Baking bread: knead the dough of flour and yeast, rest it, then bake the bread in the oven",
        "Tuning guitars: each guitar string has a tone, tune the strings of guitars by ear before the song",
        "Sailing ships: hoist the sails, steer ships by the wind and drop the anchor in the harbour",
    ];

    [Test]
    public async Task Find_ThreeSubjects_AreThreeNamedGroups_OfPublicTextsOnly()
    {
        await using var corpus = await BrainCorpus.OpenAsync();
        for (var number = 0; number < 24; number++)
        {
            await corpus.PutAsync($"{Subjects[number % 3].Split(':')[0]} {number}", Subjects[number % 3]);
        }

        var draft = await corpus.PutAsync("Baking secrets", Subjects[0], Space.Of(corpus.Author));
        await corpus.UseAsync<FindPatterns>(find => find.ExecuteAsync(CancellationToken.None));
        await corpus.UseAsync<PatternQueries>(async queries =>
        {
            var patterns = await queries.ListAsync(CancellationToken.None);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(patterns.Sum(pattern => pattern.Size), Is.EqualTo(24));
                Assert.That(patterns.Select(pattern => pattern.Typical.Select(text => text.Title.Split(' ')[0]).Distinct().Count()), Is.All.EqualTo(1), "Subjects do not mix.");
                Assert.That(patterns.SelectMany(pattern => pattern.Words).Intersect(["bread", "dough", "baking"]), Is.Not.Empty);
                Assert.That(patterns.SelectMany(pattern => pattern.Words), Has.None.EqualTo("bak"), "Words are shown as people write them.");
                Assert.That(patterns.SelectMany(pattern => pattern.Typical).Select(text => text.DocumentId), Has.None.EqualTo(draft));
            }
        });
        await using var db = corpus.OpenDb();
        var hidden = await db.PatternMembers.Select(member => member.DocumentId).FirstAsync();
        await corpus.RemoveAsync(hidden);
        await corpus.UseAsync<PatternQueries>(async queries => Assert.That((await queries.ListAsync(CancellationToken.None)).Sum(pattern => pattern.Size), Is.EqualTo(23)));
    }

    [Test]
    public async Task Find_WhenDue_ActsOnceADay()
    {
        await using var corpus = await BrainCorpus.OpenAsync();
        for (var number = 0; number < PatternPolicy.MinEntries; number++)
        {
            await corpus.PutAsync($"{Subjects[number % 3].Split(':')[0]} {number}", Subjects[number % 3]);
        }

        List<bool> acted = [];
        for (var round = 0; round < 3; round++)
        {
            corpus.Time.Advance(TimeSpan.FromHours(13));
            await corpus.UseAsync<FindPatterns>(async find => acted.Add(await find.ExecuteWhenDueAsync(CancellationToken.None)));
        }

        Assert.That(acted, Is.EqualTo(new[] { true, false, true }));
    }

    [TestCase(5, 10, 5, 100, true)]
    [TestCase(1, 20, 20, 100, false)]
    [TestCase(0, 0, 0, 0, false)]
    public void Rise_MoreOfTheRecentOnes_IsAboveZero(int recent, int recentAll, int before, int beforeAll, bool rises) =>
        Assert.That(PatternPolicy.Rise(recent, recentAll, before, beforeAll) > 0.01, Is.EqualTo(rises));
}
