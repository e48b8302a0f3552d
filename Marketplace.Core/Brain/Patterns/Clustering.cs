using System.Numerics.Tensors;

namespace Marketplace.Core.Brain.Patterns;

/// <summary>k-means over unit vectors. The seed is fixed and the order given: the same entries give the same groups.</summary>
internal static class Clustering
{
    private const int Seed = 20260301;
    private const int MaxRounds = 30;

    /// <returns>For each vector its group and how near it is to the group's middle.</returns>
    public static IReadOnlyList<(int Group, float Similarity)> Group(IReadOnlyList<float[]> vectors, int groups, CancellationToken cancellationToken)
    {
        var centres = Start(vectors, Math.Min(groups, vectors.Count));
        var places = Assign(vectors, centres);
        for (var round = 0; round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            centres = [.. Enumerable.Range(0, centres.Count).Select(group => Middle([.. vectors.Where((_, i) => places[i].Group == group)], centres[group]))];
            var next = Assign(vectors, centres);
            if (next.Select(place => place.Group).SequenceEqual(places.Select(place => place.Group)))
            {
                return next;
            }

            places = next;
        }

        return places;
    }

    /// <summary>k-means++: a new centre is likely far from those there are.</summary>
    private static List<float[]> Start(IReadOnlyList<float[]> vectors, int groups)
    {
        var random = new Random(Seed);
        List<float[]> centres = [vectors[random.Next(vectors.Count)]];
        while (centres.Count < groups)
        {
            var distances = vectors.Select(vector => Math.Max(0, 1 - centres.Max(centre => (double)TensorPrimitives.Dot<float>(centre, vector)))).ToList();
            var left = random.NextDouble() * distances.Sum();
            var chosen = distances.FindIndex(distance => (left -= distance) <= 0);
            centres.Add(vectors[chosen < 0 ? vectors.Count - 1 : chosen]);
        }

        return centres;
    }

    private static List<(int Group, float Similarity)> Assign(IReadOnlyList<float[]> vectors, List<float[]> centres) =>
        [.. vectors.Select(vector => centres.Select((centre, group) => (group, TensorPrimitives.Dot<float>(centre, vector))).MaxBy(place => place.Item2))];

    /// <summary>An empty group keeps its centre.</summary>
    private static float[] Middle(List<float[]> members, float[] before)
    {
        if (members.Count == 0)
        {
            return before;
        }

        var middle = new float[before.Length];
        foreach (var member in members)
        {
            TensorPrimitives.Add(middle, member, middle);
        }

        var length = TensorPrimitives.Norm<float>(middle);
        if (length > 0)
        {
            TensorPrimitives.Divide(middle, length, middle);
        }

        return middle;
    }
}
