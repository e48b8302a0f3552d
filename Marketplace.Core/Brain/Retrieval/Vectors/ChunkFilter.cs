using System.Linq.Expressions;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>Where a search may look: its spaces always, and what else narrows it.</summary>
internal sealed record ChunkFilter(IReadOnlyList<string> Spaces, Guid? ProductId = null, Guid? VersionId = null, IReadOnlyList<DocumentKind>? Kinds = null)
{
    public static ChunkFilter Of(KnowledgeQuery query) => new(query.Spaces, query.ProductId, query.VersionId, query.Kinds);

    /// <summary>As the vector stores' abstraction takes it.</summary>
    public Expression<Func<ChunkVector, bool>> ToExpression()
    {
        var vector = Expression.Parameter(typeof(ChunkVector), "vector");
        var all = In(vector, nameof(ChunkVector.Space), Spaces);
        if (ProductId is not null)
        {
            all = Expression.AndAlso(all, Equal(vector, nameof(ChunkVector.ProductId), ProductId));
        }

        if (VersionId is not null)
        {
            // Questions of a product belong to no version.
            all = Expression.AndAlso(all, Expression.OrElse(Equal(vector, nameof(ChunkVector.VersionId), VersionId), Equal(vector, nameof(ChunkVector.VersionId), null)));
        }

        if (Kinds is not null)
        {
            all = Expression.AndAlso(all, In(vector, nameof(ChunkVector.Kind), [.. Kinds.Select(kind => kind.ToString())]));
        }

        return Expression.Lambda<Func<ChunkVector, bool>>(all, vector);
    }

    private static Expression In(Expression vector, string property, IReadOnlyList<string> values) =>
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], Expression.Constant(values, typeof(IEnumerable<string>)), Expression.Property(vector, property));

    private static Expression Equal(Expression vector, string property, Guid? value) =>
        Expression.Equal(Expression.Property(vector, property), Expression.Constant(value, typeof(Guid?)));
}
