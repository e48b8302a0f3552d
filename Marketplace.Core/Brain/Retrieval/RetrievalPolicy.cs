namespace Marketplace.Core.Brain.Retrieval;

/// <summary>The numbers of indexing and ranking, and their limits.</summary>
public static class RetrievalPolicy
{
    /// <summary>A chunk is filled to here; characters.</summary>
    public const int ChunkLength = 1_200;

    /// <summary>A chunk may grow to here so that code stays with the words before it.</summary>
    public const int ChunkWithCode = 1_800;

    /// <summary>From here on a chunk ends at the next heading.</summary>
    public const int FullAtHeading = 400;

    /// <summary>A longer code block is cut, at line ends.</summary>
    public const int LongestCode = 4_000;

    public const int TitleWeight = 3;
    public const int ContextWeight = 2;
    public const int LabelWeight = 2;
    public const int HeadingWeight = 1;

    /// <summary>BM25: how soon repeating a word stops to count.</summary>
    public const double K1 = 1.2;

    /// <summary>BM25: how much long chunks are held against them.</summary>
    public const double B = 0.75;

    /// <summary>The vectors' part of a score beside the words'; for the local embedder only, which is weak alone.</summary>
    public const double Alpha = 0.35;

    /// <summary>Reciprocal ranks are added for strong embedders: 1 / (60 + rank).</summary>
    public const double RankOffset = 60;

    /// <summary>What a tag or stack named by the question lifts a chunk by, and how many of them count.</summary>
    public const double LabelLift = 0.04;
    public const int MaxLifts = 3;

    /// <summary>Chunks that are compared closely, from each way of finding.</summary>
    public const int Candidates = 150;
    public const int MaxPerDocument = 3;
    public const int MaxPassages = 50;

    /// <summary>Unknown words of so many letters are taken for misspelled ones.</summary>
    public const int MinCorrectable = 5;
    public const int MaxCorrections = 3;

    /// <summary>From here on two texts are likely the same knowledge.</summary>
    public const double LikelyDuplicate = 0.85;

    /// <summary>Below so many documents an analysis of what occurs together means nothing.</summary>
    public const int MinFittedDocuments = 50;

    /// <summary>The model is fitted on at most so many chunks, spread evenly.</summary>
    public const int MaxFittedChunks = 20_000;

    /// <summary>A model older than this is fitted again when the texts have changed.</summary>
    public static readonly TimeSpan ModelAge = TimeSpan.FromDays(1);

    /// <summary>Vectors of a model that was replaced stay so long for searches that are under way.</summary>
    public static readonly TimeSpan RetiredFor = TimeSpan.FromHours(1);

    /// <summary>A fifth more or fewer texts than the model was fitted on ask for a new one.</summary>
    public static bool HasOutgrown(int fitted, int now) => Math.Abs(now - fitted) * 5 >= Math.Max(fitted, MinFittedDocuments);

    public static double InverseDocumentFrequency(long chunks, long withTerm) => Math.Log(1 + (chunks - withTerm + 0.5) / (withTerm + 0.5));

    public static double WordScore(double inverseFrequency, double frequency, double length, double averageLength) =>
        inverseFrequency * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / averageLength));
}
