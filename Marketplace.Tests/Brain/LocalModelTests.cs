using System.Numerics.Tensors;
using Marketplace.Core.Brain.Retrieval.Embedding;

namespace Marketplace.Tests.Brain;

internal sealed class LocalModelTests
{
    private const int Subjects = 100;
    private static readonly string[][] Words = MakeWords();

    [Test]
    public void Fit_SameTexts_GivesTheSameModel()
    {
        var first = LocalModel.Fit(Texts(), true, default).Save();
        Assert.That(LocalModel.Fit(Texts(), true, default).Save(), Is.EqualTo(first));
    }

    [Test]
    public void Save_AndLoad_EmbedsTheSame()
    {
        var model = LocalModel.Fit(Texts(), true, default);
        var cosine = TensorPrimitives.CosineSimilarity<float>(model.Embed(Words[3][2]), LocalModel.Load(model.Save()).Embed(Words[3][2]));
        Assert.That(cosine, Is.GreaterThan(0.9999));
    }

    [Test]
    public void Embed_WordsThatOccurTogether_AreNearWithoutASharedWord()
    {
        var model = LocalModel.Fit(Texts(), true, default);
        Assert.That(Cosine(model, Words[0][0], Words[0][1]), Is.GreaterThan(Cosine(model, Words[0][0], Words[1][0]) + 0.2));
    }

    [Test]
    public void Embed_UnitVector_OrZeroWithoutTerms()
    {
        var model = LocalModel.Fit(Texts(), true, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TensorPrimitives.Norm<float>(model.Embed("never seen zyzzyva")), Is.EqualTo(1).Within(1e-4));
            Assert.That(model.Embed("?!"), Is.All.Zero);
            Assert.That(LocalModel.Unfitted.Embed("anything"), Has.Length.EqualTo(LocalModel.Dimensions));
        }
    }

    [Test]
    public void EmbedWords_NearCopies_ArePastTheDuplicateLine()
    {
        var text = "How to retry a failed payment\nUse an idempotency key for each attempt, wait longer each time, and stop after five attempts so that the queue moves on.";
        var copy = text.Replace("five", "six", StringComparison.Ordinal).Replace("failed", "failing", StringComparison.Ordinal);
        var other = "How to index a large table\nCreate the index concurrently and watch the locks, since a build that is cut leaves an invalid index behind.";
        var model = LocalModel.Unfitted;
        Assert.That(TensorPrimitives.CosineSimilarity<float>(model.EmbedWords(text), model.EmbedWords(copy)), Is.GreaterThan(0.85));
        Assert.That(TensorPrimitives.CosineSimilarity<float>(model.EmbedWords(text), model.EmbedWords(other)), Is.LessThan(0.5));
    }

    private static float Cosine(LocalModel model, string left, string right) => TensorPrimitives.CosineSimilarity<float>(model.Embed(left), model.Embed(right));

    /// <summary>Twenty texts a subject, each with four of its six words.</summary>
    private static List<string> Texts()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Subjects * 20).Select(number => string.Join(' ', Words[number % Subjects].OrderBy(_ => random.Next()).Take(4)))];
    }

    private static string[][] MakeWords()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, Subjects).Select(_ => Enumerable.Range(0, 6).Select(_ => string.Concat(Enumerable.Range(0, 7).Select(_ => (char)('a' + random.Next(26))))).ToArray())];
    }
}
