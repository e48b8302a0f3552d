using System.Collections;
using System.Linq.Expressions;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>A filter expression as the stores can say it: equality, membership, and, or. Whatever else an expression says is refused, never ignored.</summary>
public abstract record VectorFilter
{
    /// <param name="Values">Texts; null stands for "has none".</param>
    public sealed record In(string Field, IReadOnlyList<string?> Values) : VectorFilter;

    public sealed record All(IReadOnlyList<VectorFilter> Parts) : VectorFilter;

    public sealed record Any(IReadOnlyList<VectorFilter> Parts) : VectorFilter;

    /// <summary>Every search names its spaces: one that does not could read everybody's.</summary>
    /// <returns>The spaces, and what remains of the filter.</returns>
    public static (IReadOnlyList<string> Spaces, VectorFilter Others) WithSpaces(Expression<Func<ChunkVector, bool>>? expression)
    {
        var parts = expression is null ? [] : Flatten(Read(expression.Body)).ToList();
        var spaces = parts.OfType<In>().Where(part => part.Field == nameof(ChunkVector.Space)).ToList();
        return spaces.Count == 1
            ? ([.. spaces[0].Values.OfType<string>()], new All([.. parts.Except(spaces)]))
            : throw new NotSupportedException("A search of vectors names its spaces once.");
    }

    private static IEnumerable<VectorFilter> Flatten(VectorFilter filter) => filter is All all ? all.Parts.SelectMany(Flatten) : [filter];

    private static VectorFilter Read(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso } and => new All([Read(and.Left), Read(and.Right)]),
        BinaryExpression { NodeType: ExpressionType.OrElse } or => new Any([Read(or.Left), Read(or.Right)]),
        BinaryExpression { NodeType: ExpressionType.Equal } equal => new In(FieldOf(equal.Left), [Text(Value(equal.Right))]),
        MethodCallExpression { Method.Name: nameof(Enumerable.Contains) } call when call is { Object: null, Arguments.Count: 2 } => new In(FieldOf(call.Arguments[1]), Texts(call.Arguments[0])),
        MethodCallExpression { Method.Name: nameof(Enumerable.Contains), Object: { } list } call => new In(FieldOf(call.Arguments[0]), Texts(list)),
        _ => throw new NotSupportedException($"Vector stores do not know the filter {expression}."),
    };

    private static string FieldOf(Expression expression) => expression is MemberExpression { Expression: ParameterExpression } member
        ? member.Member.Name
        : throw new NotSupportedException($"{expression} is no field of a vector.");

    private static List<string?> Texts(Expression list) => [.. ((IEnumerable)Value(list)!).Cast<object?>().Select(Text)];

    private static object? Value(Expression expression) => expression is ConstantExpression constant ? constant.Value : Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke();

    private static string? Text(object? value) => value?.ToString();
}
