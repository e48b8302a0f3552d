using System.Runtime.CompilerServices;

namespace Marketplace.NativeHost.Graph;

/// <summary>A text whose endpoints and parameters are filled in when it is read, after ports are allocated.</summary>
public sealed class ReferenceExpression
{
    private readonly IReadOnlyList<Func<string>> parts;

    private ReferenceExpression(IReadOnlyList<Func<string>> parts) => this.parts = parts;

    internal string Value => string.Concat(parts.Select(part => part()));

    public static ReferenceExpression Create(ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            Parts = new List<Func<string>>((formattedCount * 2) + Math.Min(literalLength, 1));

        internal List<Func<string>> Parts { get; }

        public void AppendLiteral(string value) => Parts.Add(() => value);

        public void AppendFormatted(string value) => Parts.Add(() => value);

        public void AppendFormatted(EndpointReference value) => Parts.Add(() => value.Url);

        public void AppendFormatted(IResourceBuilder<ParameterResource> value) => Parts.Add(() => value.Resource.Value);

        public void AppendFormatted(ReferenceExpression value) => Parts.Add(() => value.Value);
    }
}
