using System.Numerics.Tensors;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;

namespace Marketplace.Tests.Brain;

internal sealed class VectorMatrixTests
{
    private const int Dimensions = 133;

    private readonly Random random = new(11);

    [Test]
    public void Search_ABytePerNumber_IsAsGoodAsFloats()
    {
        var rows = Rows(5_000);
        var matrix = VectorMatrix.Empty(Dimensions).With(rows);
        for (var round = 0; round < 20; round++)
        {
            var query = Vector();
            var exact = rows.Select(row => (row.Row.Id, Score: TensorPrimitives.Dot<float>(row.Values, query))).OrderByDescending(row => row.Score).ToList();
            var found = matrix.Search(query, 10, null);
            Assert.That(found.Select(row => row.Score), Is.EqualTo(exact.Take(10).Select(row => row.Score)).Within(0.01));
            Assert.That(found[0].Score, Is.EqualTo(exact.Single(row => row.Id == found[0].Row.Id).Score).Within(0.01));
        }
    }

    [Test]
    public void Dot_AnyLength_EqualsThePlainSum()
    {
        for (var length = 0; length < 70; length++)
        {
            var row = Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
            var query = Enumerable.Range(0, length).Select(_ => (short)random.Next(-4_095, 4_096)).ToArray();
            Assert.That(VectorMatrix.Dot(row, query), Is.EqualTo(row.Zip(query, (left, right) => left * right).Sum()));
        }
    }

    [Test]
    public void With_MoreRows_LeavesEarlierSnapshotsAsTheyWere()
    {
        var (first, second) = (Rows(10), Rows(1_000));
        var before = VectorMatrix.Empty(Dimensions).With(first);
        var after = before.With(second).With(second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Search(Vector(), 100, null), Has.Count.EqualTo(10));
            Assert.That(after.Count, Is.EqualTo(1_010));
            Assert.That(after.Search(second[3].Values, 1, null)[0].Row.Id, Is.EqualTo(second[3].Row.Id));
        }
    }

    [Test]
    public void Search_FiltersAndRemovals_ArePartOfIt()
    {
        var rows = Rows(300);
        var matrix = VectorMatrix.Empty(Dimensions).With(rows).Only([.. rows.Skip(1).Select(row => row.Row.Id)]);
        var faq = rows[8].Row.Id;
        Assert.That(matrix.Search(rows[0].Values, 300, null).Select(row => row.Row.Id).Order(), Is.EqualTo(rows.Skip(1).Select(row => row.Row.Id).Order()));
        Assert.That(matrix.Search(rows[0].Values, 5, row => row.Id == faq).Select(row => row.Row.Id), Is.EqualTo(new[] { faq }));
    }

    [Test]
    public void Search_ByNothing_FindsNothing() => Assert.That(VectorMatrix.Empty(Dimensions).With(Rows(3)).Search(new float[Dimensions], 5, null), Is.Empty);

    [Test]
    public void HalfFloats_RoundTrip_KeepsThreeDigits()
    {
        var vector = Vector();
        Assert.That(HalfFloats.FromBytes(HalfFloats.ToBytes(vector)), Is.EqualTo(vector).Within(0.001f));
    }

    private List<(MatrixRow Row, float[] Values)> Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => (new MatrixRow(Guid.NewGuid(), Guid.Empty, Guid.Empty, DocumentKind.Entry), Vector()))];

    private float[] Vector()
    {
        var vector = Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        HashEmbedder.Normalise(vector);
        return vector;
    }
}
