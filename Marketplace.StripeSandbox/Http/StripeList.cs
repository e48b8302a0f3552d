namespace Marketplace.StripeSandbox.Http;

/// <summary>A list that lives inside an object.</summary>
internal sealed record StripeList<T>(IReadOnlyList<T> Data, string Url)
{
    public string Object { get; } = "list";

    public bool HasMore { get; init; }

    public int TotalCount => Data.Count;
}
