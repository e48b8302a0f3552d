using System.Buffers;
using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>A random-looking value given to something whose name says that it is secret.</summary>
internal static partial class SecretAssignments
{
    private const int MinChars = 10;

    public static string[] Keywords => ["pass", "pwd", "secret", "token", "key", "credential"];

    private const int MaxNameBefore = 60;
    private const int MaxNameAfter = 40;
    private const int MaxRest = 700;

    private static readonly SearchValues<string> Words = SearchValues.Create(Keywords, StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> SettingExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".env", ".properties", ".ini", ".cfg", ".conf", ".cnf", ".yml", ".yaml", ".toml", ".tfvars", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".npmrc", ".pypirc", ".production", ".local", ".staging", ".http", ".mk", "",
    };

    /// <summary>Names are taken apart by hand, so that no pattern begins at every character of a long name again.</summary>
    public static IEnumerable<(int Index, int Length, string Name)> Find(string path, string line)
    {
        var isSettings = IsSettings(path);
        var position = 0;
        while (position < line.Length && line.AsSpan(position).IndexOfAny(Words) is var hit and >= 0)
        {
            var (start, end) = NameAround(line, position + hit);
            position = end;
            var name = line[start..end];
            var rest = line.Substring(end, Math.Min(MaxRest, line.Length - end));
            if (ValueAfter(line[Math.Max(0, start - MaxNameBefore)..start], name, rest, isSettings) is { Success: true } value
                && SecretName().IsMatch(name) && !HarmlessName().IsMatch(name) && IsSecret(value.Value))
            {
                yield return (end + value.Index, value.Length, name);
            }
        }
    }

    private static (int Start, int End) NameAround(string line, int hit)
    {
        var (start, end) = (hit, hit);
        while (start > 0 && hit - start < MaxNameBefore && IsNameCharacter(line[start - 1]))
        {
            start--;
        }

        while (end < line.Length && end - hit < MaxNameBefore + MaxNameAfter && IsNameCharacter(line[end]))
        {
            end++;
        }

        return (start, end);
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';

    private static Group? ValueAfter(string before, string name, string rest, bool isSettings)
    {
        var match = Quoted().Match(rest);
        if (!match.Success && before.EndsWith('<'))
        {
            match = Element().Match(rest);
        }

        if (!match.Success && AttributeHead().IsMatch(before))
        {
            match = Attribute().Match(rest);
        }

        if (!match.Success && name[0] == '-')
        {
            match = Option().Match(rest);
        }

        if (!match.Success && isSettings && SettingHead().IsMatch(before))
        {
            match = Unquoted().Match(rest);
        }

        return match.Success ? match.Groups["v"] : null;
    }

    private static bool IsSettings(string path)
    {
        var name = Path.GetFileName(path);
        return SettingExtensions.Contains(Path.GetExtension(path)) || name.StartsWith(".env", StringComparison.Ordinal) || name.StartsWith("Dockerfile", StringComparison.Ordinal);
    }

    private static bool IsSecret(string value) =>
        value.Length >= MinChars
        && !SecretText.IsPlaceholder(value)
        && !SecretText.IsReference(value)
        && !SecretText.IsUuid(value)
        && !Shape().IsMatch(value)
        && SecretText.LooksRandom(value);

    [GeneratedRegex(@"pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_\-]?key|(?:access|auth|account|private|encryption|signing|master)[_\-]?key|credential", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?:\\?[""'\])]){0,2}\s{0,4}(?:\s|:\s{0,2}[&\w<>?\[\] ]{1,24}=|:=|=>|[:=,]|\?\?|\|\|)\s{0,8}(?:[\w.\-]{1,40}[ (]\s{0,2})?@?\\?(?<q>[""'`])(?<v>[^""'`\\\s]{8,512})\\?\k<q>", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s{0,40}(?:(?:export|ENV|ARG|set|-)\s{1,8})?(?:-\s{1,4})?[""']?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex SettingHead();

    [GeneratedRegex(@"^[""']?\s{0,8}[:= ]\s{0,8}(?<v>[^\s""'`,<>()\[\]{}]{8,512})\s{0,40}(?:#.*|\\)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"^>\s{0,8}(?<v>[^<\s]{8,512})\s{0,8}</", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Element();

    [GeneratedRegex(@"(?:key|name)=""$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex AttributeHead();

    [GeneratedRegex(@"^""\s{1,8}value=""(?<v>[^""\s]{8,512})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^[= ]\s{0,4}(?<v>[A-Za-z0-9_\-+/=.]{12,512})(?=\s|$)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"public|hash|salt|(id|ids|url|uri|endpoint|name|header|path|file|dir|color|colour|regex|pattern|alphabet|chars|charset|type|kind|length|size|count|limit|expir\w*|expires_?in|lifetime|field|column|label|hint|text|message|msg|title|placeholder|policy|prefix|suffix|format|class|selector|icon|state|error|version|issuer|audience|algorithm|method|index|position|sitekey|site_key|mask)s?$|^tokeniz|tokenizer|keyboard|passive|passage|passenger|compass|bypass",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex HarmlessName();

    // Addresses, digests with their algorithm, data, calls and code; versions and dates.
    [GeneratedRegex(@"://|^(sha\d+|md5)[-:]|^data:|[(){}<>;|,]|^\$2[aby]\$|^\$argon2|^v?\d+(\.\d+)+|^\d{4}-\d{2}-\d{2}|^[\w\-]+\.(json|js|ts|css|html|pem|yml|yaml|txt|png|svg)$|^#[0-9a-f]{3,8}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Shape();
}
