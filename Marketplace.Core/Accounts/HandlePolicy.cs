using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

/// <summary>A handle is a public address: 3 to 30 lower-case letters, digits and hyphens, and nobody poses as the marketplace.</summary>
public static class HandlePolicy
{
    public const int MaxLength = 30;

    private const int MinLength = 3;

    private static readonly HashSet<string> Reserved =
        ["admin", "administrator", "api", "billing", "help", "legal", "marketplace", "moderator", "official", "root", "security", "staff", "stripe", "support", "system", "team"];

    public static bool IsReserved(string handle) => Reserved.Contains(handle);

    /// <summary>A first handle from a person's name; may be taken.</summary>
    public static string FromName(string name)
    {
        var slug = Slug.From(name, MaxLength);
        return slug.Length >= MinLength && !IsReserved(slug) ? slug : Slug.WithSuffix(slug.Length == 0 ? "member" : slug, "dev", MaxLength);
    }
}
