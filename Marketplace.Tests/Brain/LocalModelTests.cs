using System.Numerics.Tensors;
using Marketplace.Core.Brain.Retrieval.Embedding;

namespace Marketplace.Tests.Brain;

internal sealed class LocalModelTests
{
    private static readonly string[] Subjects = ["car engine motor wheel brake driver", "bread flour oven yeast dough baker", "guitar chord string melody song singer", "harbour ship anchor sail captain wave"];

    [Test]
    public void Fit_SameTexts_GivesTheSameModel() => Assert.That(LocalModel.Fit(Texts(), true, default).Save(), Is.EqualTo(LocalModel.Fit(Texts(), true, default).Save()));

    [Test]
    public void Save_AndLoad_EmbedsTheSame()
    {
        var model = LocalModel.Fit(Texts(), true, default);
        var cosine = TensorPrimitives.CosineSimilarity<float>(model.Embed("Brakes of a car"), LocalModel.Load(model.Save()).Embed("Brakes of a car"));
        Assert.That(cosine, Is.GreaterThan(0.9999));
    }

    [Test]
    public void Embed_WordsThatOccurTogether_AreNearWithoutASharedWord()
    {
        var model = LocalModel.Fit(Texts(), true, default);
        Assert.That(Cosine(model, "engine", "wheel"), Is.GreaterThan(Cosine(model, "engine", "yeast") + 0.2));
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

    /// <summary>Each text has three words of its subject and noise that many share.</summary>
    private static List<string> Texts()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 400).Select(number =>
        {
            var words = Subjects[number % Subjects.Length].Split(' ');
            return string.Join(' ', Enumerable.Range(0, 4).Select(_ => words[random.Next(words.Length)]).Concat(Enumerable.Range(0, 3).Select(_ => $"noise{(char)('a' + random.Next(20))}{(char)('a' + random.Next(10))}")));
        })];
    }
}
