using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Marketplace.Core.Catalog;

namespace Marketplace.Core.Brain.Retrieval;

/// <param name="Frequencies">How often each term occurs, in the chunk and with their weights in the title, the context and the labels.</param>
/// <param name="ForEmbedding">The title in the first line, then the headings and the text.</param>
internal sealed record ReadChunk(KnowledgeChunk Chunk, IReadOnlyDictionary<string, float> Frequencies, string ForEmbedding);

/// <summary>What of a document is found by what: its chunks with their terms.</summary>
internal static class DocumentReader
{
    private const int MaxTerm = 64;

    public static IReadOnlyList<ReadChunk> Read(KnowledgeDocument document)
    {
        var text = document.Text.Length <= BrainPolicy.MaxText ? document.Text : document.Text[..Cutter.SafeEnd(document.Text, BrainPolicy.MaxText)];
        var shared = new Dictionary<string, float>(StringComparer.Ordinal);
        Add(shared, document.Title, RetrievalPolicy.TitleWeight);
        Add(shared, document.Context, RetrievalPolicy.ContextWeight);
        var labels = new Dictionary<string, float>(StringComparer.Ordinal);
        Add(labels, Labels(document.Tags, document.Stacks), RetrievalPolicy.LabelWeight);
        return [.. MarkdownChunker.Split(text).Select((chunk, ordinal) => Read(document, chunk, ordinal, shared, labels))];
    }

    public static string ForEmbedding(string title, string heading, string text) => $"{title.ReplaceLineEndings(" ")}\n{heading}\n{text}";

    /// <summary>Tags and stacks as people write them, and as addresses do where that differs.</summary>
    private static string Labels(IEnumerable<string> tags, IEnumerable<string> stacks) => string.Join(' ', [.. tags, .. stacks, .. stacks.Select(StackVocabulary.Label).Except(stacks, StringComparer.OrdinalIgnoreCase)]);

    private static ReadChunk Read(KnowledgeDocument document, TextChunk chunk, int ordinal, Dictionary<string, float> shared, Dictionary<string, float> labels)
    {
        var frequencies = new Dictionary<string, float>(shared, StringComparer.Ordinal);
        Add(frequencies, chunk.Heading, RetrievalPolicy.HeadingWeight);
        Add(frequencies, chunk.Text, 1);

        // Labels are found but make no text longer: who tags well is not held back for it.
        var length = (int)frequencies.Values.Sum();
        foreach (var (term, weight) in labels)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(frequencies, term, out _) += weight;
        }

        var stored = new KnowledgeChunk
        {
            Id = IdOf(document.Id, document.Revision, ordinal),
            DocumentId = document.Id,
            Revision = document.Revision,
            Ordinal = ordinal,
            Space = document.Space,
            Kind = document.Kind,
            ProductId = document.ProductId,
            VersionId = document.VersionId,
            Heading = chunk.Heading,
            Text = chunk.Text,
            Length = length,
        };
        return new(stored, frequencies, ForEmbedding(document.Title, chunk.Heading, chunk.Text));
    }

    private static void Add(Dictionary<string, float> frequencies, string text, float weight)
    {
        foreach (var term in KnowledgeTokenizer.Terms(text).Where(term => term.Length <= MaxTerm))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(frequencies, term, out _) += weight;
        }
    }

    private static Guid IdOf(Guid documentId, int revision, int ordinal)
    {
        Span<byte> name = stackalloc byte[24];
        documentId.TryWriteBytes(name);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], revision);
        BinaryPrimitives.WriteInt32BigEndian(name[20..], ordinal);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(name, hash);
        return new(hash[..16]);
    }
}
