using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Which files are looked at how; and secrets that are a whole file.</summary>
internal static partial class SecretFiles
{
    /// <summary>Only rules that know their key by its form: names and values mean something else here.</summary>
    public static bool IsPreciseOnly(string path) => Machine().IsMatch(path) || Translation().IsMatch(path);

    public static bool IsTest(string path) => TestPath().IsMatch(path);

    /// <summary>Key stores, which are binary.</summary>
    public static void CheckBinary(string path, ReadOnlySpan<byte> head, FindingList findings)
    {
        var extension = Path.GetExtension(path).ToUpperInvariant();
        var isStore = head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFE, 0xED])
            || head.StartsWith((ReadOnlySpan<byte>)[0xCE, 0xCE, 0xCE, 0xCE])
            || (head.StartsWith((ReadOnlySpan<byte>)[0x03, 0xD9, 0xA2, 0x9A]) && extension == ".KDBX")
            || (head.Length > 8 && head[0] == 0x30 && extension is ".P12" or ".PFX" or ".KEYSTORE" or ".JKS");
        if (isStore)
        {
            findings.Add("secret.keystore", FindingSeverity.Warning, path, null, "This file is a key store. Whoever buys the package gets the keys in it: leave it out, and replace the keys if they are in use.");
        }
    }

    public static void CheckText(string path, ReadOnlySpan<char> text, FindingList findings)
    {
        if (path.EndsWith(".tfstate", StringComparison.OrdinalIgnoreCase) && text.Contains("\"resources\"", StringComparison.Ordinal) && text.Contains("\"attributes\"", StringComparison.Ordinal))
        {
            findings.Add("secret.terraform_state", FindingSeverity.Blocking, path, null, "Terraform's state holds every password it made, readable. Leave this file out, and replace those passwords.");
        }
    }

    [GeneratedRegex(@"(^|/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.sum|[\w.\-]+\.lock|packages\.lock\.json|project\.assets\.json|checksums?[\w.\-]*|SHA\d+SUMS[\w.]*)$|\.(map|svg|csv|ipynb_checkpoints|sum|min\.js|min\.css|css|scss|less|po|pot|resx|xlf|xliff|strings|arb|bundle\.js)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Machine();

    [GeneratedRegex(@"(^|/)(i18n|l10n|locales?|lang|langs|languages|translations?|values(-\w+)?/strings\.xml|strings\.xml)(/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Translation();

    [GeneratedRegex(@"(^|/)(tests?|specs?|__tests__|__mocks__|mocks?|fixtures?|testdata|test[-_]data|e2e|[\w.]*\.tests?)/|[._-](test|tests|spec|mock|fixture)\.\w+$|(Tests?|Specs?)\.\w+$|(^|/)(test|mock)_[\w.]+$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex TestPath();
}
