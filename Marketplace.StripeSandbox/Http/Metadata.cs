namespace Marketplace.StripeSandbox.Http;

/// <summary>Stripe's metadata rules: given keys are set, empty values remove, at most 50 keys of 40 characters.</summary>
internal static class Metadata
{
    /// <summary>Stands for `metadata=` (empty), which unsets every key.</summary>
    public const string ClearAll = "";

    private const int MaxKeys = 50;
    private const int MaxKeyLength = 40;

    public static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string>? current, IReadOnlyDictionary<string, string>? given)
    {
        if (given is null)
        {
            return current ?? Empty;
        }

        if (given.ContainsKey(ClearAll))
        {
            return Empty;
        }

        var merged = new Dictionary<string, string>(current ?? Empty, StringComparer.Ordinal);
        foreach (var (key, value) in given)
        {
            if (key.Length is 0 or > MaxKeyLength)
            {
                throw StripeError.Invalid($"Metadata keys must have 1 to {MaxKeyLength} characters.", "metadata");
            }

            if (value.Length == 0)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value;
            }
        }

        return merged.Count <= MaxKeys ? merged : throw StripeError.Invalid($"You can have at most {MaxKeys} metadata keys.", "metadata");
    }
}
