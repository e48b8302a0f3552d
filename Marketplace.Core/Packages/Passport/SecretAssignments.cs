using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>A random-looking value given to something whose name says that it is secret.</summary>
internal static partial class SecretAssignments
{
    private const int MinChars = 10;

    private const string Name =
        @"(?<name>[A-Za-z0-9_.\-]{0,60}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_\-]?key|access[_\-]?key|auth[_\-]?key|account[_\-]?key|private[_\-]?key|encryption[_\-]?key|signing[_\-]?key|master[_\-]?key|credential)[A-Za-z0-9_\-]{0,40})";

    public static readonly string[] Keywords = ["pass", "pwd", "secret", "token", "key", "credential"];

    private static readonly HashSet<string> SettingExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".env", ".properties", ".ini", ".cfg", ".conf", ".cnf", ".yml", ".yaml", ".toml", ".tfvars", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".npmrc", ".pypirc", ".production", ".local", ".staging", ".http", ".mk", "",
    };

    public static IEnumerable<(Group Value, string Name)> Find(string path, string line)
    {
        foreach (var pattern in PatternsFor(path))
        {
            foreach (Match match in pattern.Matches(line))
            {
                var name = match.Groups["name"].Value;
                var value = match.Groups["v"];
                if (!HarmlessName().IsMatch(name) && IsSecret(value.Value))
                {
                    yield return (value, name);
                }
            }
        }
    }

    private static IEnumerable<Regex> PatternsFor(string path)
    {
        yield return Quoted();
        yield return Element();
        yield return Attribute();
        yield return Option();
        var name = Path.GetFileName(path);
        if (SettingExtensions.Contains(Path.GetExtension(path)) || name.StartsWith(".env", StringComparison.Ordinal) || name.StartsWith("Dockerfile", StringComparison.Ordinal))
        {
            yield return Unquoted();
        }
    }

    private static bool IsSecret(string value) =>
        value.Length >= MinChars
        && !SecretText.IsPlaceholder(value)
        && !SecretText.IsReference(value)
        && !SecretText.IsUuid(value)
        && !Shape().IsMatch(value)
        && SecretText.LooksRandom(value);

    [GeneratedRegex(Name + @"(?:\\?[""'\])]){0,2}\s{0,4}(?:\s|:\s{0,2}[&\w<>?\[\] ]{1,24}=|:=|=>|[:=,]|\?\?|\|\|)\s{0,8}(?:[\w.\-]{1,40}[ (]\s{0,2})?@?\\?(?<q>[""'`])(?<v>[^""'`\\\s]{8,512})\\?\k<q>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s{0,40}(?:export\s+|ENV\s+|ARG\s+|set\s+|-\s+)?[""']?" + Name + @"[""']?\s{0,8}[:= ]\s{0,8}(?<v>[^\s""'`,<>()\[\]{}]{8,512})\s{0,40}(?:#.*|\\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Unquoted();

    [GeneratedRegex("<" + Name + @">\s{0,8}(?<v>[^<\s]{8,512})\s{0,8}</", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Element();

    [GeneratedRegex(@"(?:key|name)=""" + Name + @"""\s{1,8}value=""(?<v>[^""\s]{8,512})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?<=\s)--?" + Name + @"[= ]\s{0,4}(?<v>[A-Za-z0-9_\-+/=.]{12,512})(?=\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"public|hash|salt|(id|ids|url|uri|endpoint|name|header|path|file|dir|color|colour|regex|pattern|alphabet|chars|charset|type|kind|length|size|count|limit|expir\w*|expires_?in|lifetime|field|column|label|hint|text|message|msg|title|placeholder|policy|prefix|suffix|format|class|selector|icon|state|error|version|issuer|audience|algorithm|method|index|position|sitekey|site_key|mask)s?$|^tokeniz|tokenizer|keyboard|passive|passage|passenger|compass|bypass",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex HarmlessName();

    // Addresses, digests with their algorithm, data, calls and code; versions and dates.
    [GeneratedRegex(@"://|^(sha\d+|md5)[-:]|^data:|[(){}<>;|,]|^\$2[aby]\$|^\$argon2|^v?\d+(\.\d+)+|^\d{4}-\d{2}-\d{2}|^[\w\-]+\.(json|js|ts|css|html|pem|yml|yaml|txt|png|svg)$|^#[0-9a-f]{3,8}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Shape();
}
