using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Catalog;

namespace Marketplace.Core.Orders;

/// <summary>
/// A licence text. Texts are never edited: a change is a new version, sold from then on, and an order keeps the version it was bought with.
/// </summary>
/// <param name="Text">Markdown, LF line ends.</param>
/// <param name="Sha256">Lower-case hex of the text's UTF-8 bytes.</param>
public sealed record LicenseTerms(LicenseKind Kind, int Version, string Text, string Sha256)
{
    /// <summary>What is sold now.</summary>
    public const int CurrentVersion = 1;

    private static readonly Dictionary<(LicenseKind Kind, int Version), LicenseTerms> Known = Enumerable.Range(1, CurrentVersion)
        .SelectMany(version => Enum.GetValues<LicenseKind>().Select(kind => Load(kind, version)))
        .ToDictionary(terms => (terms.Kind, terms.Version));

    /// <summary>Such as <c>standard-1</c>.</summary>
    public string Name => NameOf(Kind, Version);

    public static LicenseTerms Current(LicenseKind kind) => Known[(kind, CurrentVersion)];

    public static LicenseTerms Of(LicenseKind kind, int version) => Known[(kind, version)];

    public static LicenseTerms? Find(LicenseKind kind, int? version) => Known.GetValueOrDefault((kind, version ?? CurrentVersion));

    private static string NameOf(LicenseKind kind, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{(kind == LicenseKind.Standard ? "standard" : "extended")}-{version}");

    private static LicenseTerms Load(LicenseKind kind, int version)
    {
        var name = $"{typeof(LicenseTerms).Namespace}.Terms.{NameOf(kind, version)}.md";
        using var stream = typeof(LicenseTerms).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The licence text {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new(kind, version, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}
