using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Search;

namespace Marketplace.Core.Brain.Retrieval;

/// <param name="Passage">Without scores.</param>
/// <param name="Labels">Tags and stacks of its document.</param>
internal sealed record CandidateRow(Passage Passage, int Number, int Ordinal, int Length, string Space, IReadOnlyList<string> Labels);

/// <summary>Reads the chunks that a search looks at closely. The spaces are asked of chunk and document: what was just made private is gone at once.</summary>
internal sealed class CandidateReader(SearchConnection connection)
{
    public async Task<IReadOnlyList<CandidateRow>> ReadAsync(IReadOnlyList<int> numbers, IReadOnlyList<Guid> ids, KnowledgeQuery query, CancellationToken cancellationToken)
    {
        if (numbers.Count + ids.Count == 0)
        {
            return [];
        }

        var filter = ChunkFilter.Of(query);
        return await connection.QueryAsync(
            $"""
            select c.id, c.document_id, c.revision, c.kind, c.product_id, c.version_id, d.author_id, d.title, c.heading, c.text, d.path,
                   c.number, c.ordinal, c.length, c.space, d.tags || d.stacks
            from brain.chunks c join brain.documents d on d.id = c.document_id and d.space = c.space
            where (c.number = any(@numbers) or c.id = any(@ids)) and c.space = any(@spaces) {WordIndex.Narrow(filter)}
            """,
            Read,
            cancellationToken,
            [("numbers", numbers.ToArray()), ("ids", ids.ToArray()), .. WordIndex.Parameters(filter)]);
    }

    private static CandidateRow Read(Npgsql.NpgsqlDataReader reader)
    {
        Guid? OptionalId(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
        var passage = new Passage(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), Enum.Parse<DocumentKind>(reader.GetString(3)), OptionalId(4), OptionalId(5), reader.GetGuid(6),
            reader.GetString(7), reader.GetString(8), reader.GetString(9), reader.GetString(10), Score: 0, Coverage: 0, Cosine: 0)
        {
            IsTeams = Space.IsTeams(reader.GetString(14)),
        };
        return new(passage, reader.GetInt32(11), reader.GetInt32(12), reader.GetInt32(13), reader.GetString(14), reader.GetFieldValue<string[]>(15));
    }
}
