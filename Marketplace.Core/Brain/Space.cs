namespace Marketplace.Core.Brain;

/// <summary>
/// Who may read a text of the Brain. Every read names its spaces before it looks, so that what is in another space is neither found, nor counted,
/// nor waited for: <c>public</c>, <c>u-{id}</c> for what only its author sees (drafts), <c>t-{id}</c> for what a team sees, <c>p-{id}</c> for older versions of a product.
/// </summary>
public static class Space
{
    public const string Public = "public";

    public static string Of(Guid personId) => $"u-{personId:N}";

    public static string OfTeam(Guid teamId) => $"t-{teamId:N}";

    public static bool IsTeams(string space) => space.StartsWith("t-", StringComparison.Ordinal);

    /// <summary>Documentation of versions that are no longer the newest: found only by who asks about that product's version.</summary>
    public static string OlderVersionsOf(Guid productId) => $"p-{productId:N}";

    /// <summary>What a person may read; a guest reads what is public.</summary>
    public static IReadOnlyList<string> ReadableBy(Guid? personId) => personId is { } id ? [Public, Of(id)] : [Public];

    /// <summary>The same, and the older versions of the product that is asked about.</summary>
    public static IReadOnlyList<string> ReadableBy(Guid personId, Guid? productId) => productId is { } id ? [Public, Of(personId), OlderVersionsOf(id)] : ReadableBy(personId);
}
