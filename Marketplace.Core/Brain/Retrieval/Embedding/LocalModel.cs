using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>
/// What the local embedder has learned of the public texts: how rare each term is, and from <see cref="RetrievalPolicy.MinFittedDocuments"/> on
/// the latent space. It sees words and what occurs beside them, no meaning: in the product it is called "local (lexical-semantic)".
/// </summary>
internal sealed class LocalModel
{
    public const int Dimensions = HashEmbedder.Dimensions + LatentSpace.Dimensions;
    public const string DisplayName = "local (lexical-semantic)";
    private const int Format = 1;
    private const int MaxTerms = 30_000;

    /// <summary>A text's first line is its title.</summary>
    private const float TitleWeight = 3;

    /// <summary>The part of the similarity that the hashed words and letters have; the latent space has the rest.</summary>
    private const float HashShare = 0.4f;

    private readonly Dictionary<string, int> numbers;
    private readonly float[] rarity;
    private readonly float[] space;
    private readonly float unknown;

    private LocalModel(string[] terms, float[] rarity, float[] space, float unknown)
    {
        (this.rarity, this.space, this.unknown) = (rarity, space, unknown);
        numbers = new(terms.Length, StringComparer.Ordinal);
        for (var i = 0; i < terms.Length; i++)
        {
            numbers[terms[i]] = i;
        }
    }

    /// <summary>Knows nothing: every term weighs the same.</summary>
    public static LocalModel Unfitted { get; } = new([], [], [], 1);

    public static LocalModel Fit(IReadOnlyList<string> texts, bool withSpace, CancellationToken cancellationToken)
    {
        var counted = texts.Select(Count).ToList();
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in counted.SelectMany(text => text.Keys))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(frequencies, term, out _)++;
        }

        var kept = frequencies.Where(term => term.Value >= 2).OrderByDescending(term => term.Value).ThenBy(term => term.Key, StringComparer.Ordinal).Take(MaxTerms).ToList();
        var rarity = kept.Select(term => (float)RetrievalPolicy.InverseDocumentFrequency(texts.Count, term.Value)).ToArray();
        var model = new LocalModel([.. kept.Select(term => term.Key)], rarity, [], (float)RetrievalPolicy.InverseDocumentFrequency(texts.Count, 1));
        return withSpace && kept.Count > LatentSpace.Dimensions
            ? new([.. kept.Select(term => term.Key)], rarity, LatentSpace.Fit([.. counted.Select(model.Sparse)], kept.Count, cancellationToken), model.unknown)
            : model;
    }

    /// <returns>A unit vector; zero for a text without terms.</returns>
    public float[] Embed(string text)
    {
        var counts = Count(text);
        var vector = new float[Dimensions];
        HashEmbedder.Embed(Weigh(counts), vector.AsSpan(0, HashEmbedder.Dimensions));
        if (space.Length > 0)
        {
            var latent = vector.AsSpan(HashEmbedder.Dimensions);
            LatentSpace.Fold(Sparse(counts), space, latent);
            HashEmbedder.Normalise(latent);
            TensorPrimitives.Multiply(latent, MathF.Sqrt(1 - HashShare), latent);
            TensorPrimitives.Multiply(vector.AsSpan(0, HashEmbedder.Dimensions), MathF.Sqrt(HashShare), vector.AsSpan(0, HashEmbedder.Dimensions));
            HashEmbedder.Normalise(vector);
        }

        return vector;
    }

    /// <summary>The hashed words and letters alone: near copies are told by them, whatever embedder is active.</summary>
    public float[] EmbedWords(string text)
    {
        var vector = new float[HashEmbedder.Dimensions];
        HashEmbedder.Embed(Weigh(Count(text)), vector);
        return vector;
    }

    public byte[] Save()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Format);
        writer.Write(unknown);
        writer.Write(rarity.Length);
        foreach (var (term, number) in numbers.OrderBy(term => term.Value))
        {
            writer.Write(term);
            writer.Write(rarity[number]);
        }

        writer.Write(space.Length);
        writer.Write(HalfFloats.ToBytes(space));
        writer.Flush();
        return memory.ToArray();
    }

    public static LocalModel Load(byte[] saved)
    {
        if (saved.Length == 0)
        {
            return Unfitted;
        }

        using var reader = new BinaryReader(new MemoryStream(saved));
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("The local embedding model has another format.");
        }

        var unknown = reader.ReadSingle();
        var terms = new string[reader.ReadInt32()];
        var rarity = new float[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            (terms[i], rarity[i]) = (reader.ReadString(), reader.ReadSingle());
        }

        var numbers = reader.ReadInt32();
        return new(terms, rarity, HalfFloats.FromBytes(reader.ReadBytes(numbers * 2)), unknown);
    }

    private static Dictionary<string, float> Count(string text)
    {
        var counts = new Dictionary<string, float>(StringComparer.Ordinal);
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        Add(line < 0 ? text : text[..line], TitleWeight);
        Add(line < 0 ? "" : text[line..], 1);
        return counts;

        void Add(string part, float weight)
        {
            foreach (var term in KnowledgeTokenizer.Terms(part))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _) += weight;
            }
        }
    }

    private Dictionary<string, float> Weigh(Dictionary<string, float> counts) => counts.ToDictionary(
        term => term.Key,
        term => (1 + MathF.Log(term.Value)) * (numbers.TryGetValue(term.Key, out var number) ? rarity[number] : unknown),
        StringComparer.Ordinal);

    private SparseText Sparse(Dictionary<string, float> counts)
    {
        var known = counts.Where(term => numbers.ContainsKey(term.Key)).Select(term => (Number: numbers[term.Key], term.Value)).OrderBy(term => term.Number).ToList();
        var weights = known.Select(term => (1 + MathF.Log(term.Value)) * rarity[term.Number]).ToArray();
        HashEmbedder.Normalise(weights);
        return new([.. known.Select(term => term.Number)], weights);
    }
}
