using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>
/// Finds secrets in a text. A search for all keywords at once passes over the text; only lines where one stands, or windows of lines too
/// long for people, meet the patterns of that keyword. So time grows with the text, not with rules times text.
/// </summary>
internal static partial class SecretScan
{
    private const int WindowBefore = 100;
    private const int WindowChars = 700;
    private const int MaskShown = 4;
    private const string Advice = "Remove it here and replace it where it is valid: whoever has seen it can use it.";

    private static readonly SearchValues<string> Precise = SearchValues.Create(
        [.. SecretRules.Precise.SelectMany(rule => rule.Keywords).Concat(["-----BEGIN", "Bearer ", "bearer ", "PuTTY-User-Key"]).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    private static readonly SearchValues<string> Names = SearchValues.Create(SecretAssignments.Keywords, StringComparison.OrdinalIgnoreCase);

    public static void Scan(string path, ReadOnlySpan<char> text, FindingList findings, CancellationToken cancellationToken)
    {
        SecretFiles.CheckText(path, text, findings);
        var file = new SecretsOfFile(path, SecretFiles.IsPreciseOnly(path), SecretFiles.IsTest(path));
        var (position, line) = (0, 1);
        var (start, end) = (0, -1);
        var (precise, name) = (-1, -1);
        while (position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            precise = precise < position ? Next(text, position, Precise) : precise;
            name = file.IsPreciseOnly ? text.Length : name < position ? Next(text, position, Names) : name;
            var hit = file.IsLoginFile ? position : Math.Min(precise, name);
            if (hit == text.Length)
            {
                break;
            }

            line += text[position..hit].Count('\n');
            if (hit > end)
            {
                start = text[..hit].LastIndexOf('\n') + 1;
                end = text[hit..].IndexOf('\n') is var length and >= 0 ? hit + length : text.Length;
            }

            if (end - start <= PackagePolicy.MaxLineChars)
            {
                Add(file, line, text[start..end].ToString(), text[end..], new(precise < end, name < end), findings);
                (position, line) = (end + 1, line + 1);
            }
            else if (precise >= end)
            {
                position = end;
            }
            else
            {
                var from = Math.Max(start, precise - WindowBefore);
                var to = Math.Min(end, from + WindowChars);
                Add(file, line, text[from..to].ToString(), text[to..], new(true, false), findings);
                // The next window begins early enough to hold whole what this one cut.
                position = to == end ? end : Math.Max(precise + 1, to - (WindowChars / 2));
            }
        }
    }

    private static int Next(ReadOnlySpan<char> text, int position, SearchValues<string> values) =>
        text[position..].IndexOfAny(values) is var found and >= 0 ? position + found : text.Length;

    private static void Add(SecretsOfFile file, int line, string text, ReadOnlySpan<char> following, Hits hits, FindingList findings)
    {
        var found = new List<Found>();
        try
        {
            if (hits.IsPrecise || file.IsLoginFile)
            {
                AddBlocks(file, text, following, found);
                AddPrecise(file, text, found);
                AddLines(file, text, found);
            }

            if (hits.IsName)
            {
                foreach (var (index, length, name) in SecretAssignments.Find(file.Path, text))
                {
                    Add(found, new("password", index, length, file.IsTest ? FindingSeverity.Info : FindingSeverity.Warning, $"a secret in “{name}”"));
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A line made to be slow; what was found until here counts.
        }

        var excerpt = found.Count == 0 ? "" : Masked(text, found);
        foreach (var secret in found)
        {
            var masked = Mask(text.Substring(secret.Index, secret.Length));
            findings.Add("secret." + secret.Rule, secret.Severity, file.Path, line, $"This looks like {secret.What}. {Advice}", excerpt, masked);
        }
    }

    // A key's head alone, in a manual or a parser, is none; the body may be broken into strings of a program.
    private static void AddBlocks(SecretsOfFile file, string text, ReadOnlySpan<char> following, List<Found> found)
    {
        var match = PrivateKey().Match(text);
        if (match.Success)
        {
            var after = string.Concat(text.AsSpan(match.Index + match.Length), following[..Math.Min(following.Length, 1_000)]);
            var end = after.IndexOf("-----END", StringComparison.Ordinal);
            if (KeyBody().IsMatch(end < 0 ? after : after[..end]))
            {
                Add(found, new("private_key", match.Index, text.Length - match.Index, file.IsTest ? FindingSeverity.Warning : FindingSeverity.Blocking, "a private key"));
            }
        }

        var putty = PuttyKey().Match(text);
        if (putty.Success && following[..Math.Min(following.Length, 8_000)].Contains("\nPrivate-Lines:", StringComparison.Ordinal))
        {
            Add(found, new("private_key", putty.Index, text.Length - putty.Index, file.IsTest ? FindingSeverity.Warning : FindingSeverity.Blocking, "a private key of PuTTY"));
        }
    }

    private static void AddPrecise(SecretsOfFile file, string text, List<Found> found)
    {
        foreach (var rule in SecretRules.Precise)
        {
            if (!rule.Keywords.Any(keyword => text.Contains(keyword, StringComparison.Ordinal)))
            {
                continue;
            }

            foreach (Match match in rule.Pattern.Matches(text))
            {
                var value = SecretRule.ValueOf(match);
                if (!SecretText.IsPlaceholder(value.Value) && SecretText.EntropyBits(value.Value) > 2 && rule.Keeps?.Invoke(match) != false)
                {
                    // What a test logs in with is mostly its own server's; a vendor's key is real wherever it lies.
                    var isForTests = file.IsTest && rule.Keeps is not null && rule.Severity == FindingSeverity.Blocking;
                    Add(found, new(rule.Id, value.Index, value.Length, isForTests ? FindingSeverity.Warning : rule.Severity, rule.What));
                }
            }
        }
    }

    private static void AddLines(SecretsOfFile file, string text, List<Found> found)
    {
        var pattern = !file.IsLoginFile ? null : file.Path.Contains("netrc", StringComparison.Ordinal) ? NetrcPassword() : PgPassword();
        if (pattern?.Match(text) is { Success: true } login && SecretRules.IsRealPassword(login.Groups["v"].Value))
        {
            Add(found, new("login_file", login.Groups["v"].Index, login.Groups["v"].Length, FindingSeverity.Blocking, "a password"));
        }

        foreach (Match match in Bearer().Matches(text))
        {
            var value = match.Groups["v"];
            if (!SecretText.IsPlaceholder(value.Value) && SecretText.LooksRandom(value.Value))
            {
                Add(found, new("bearer_token", value.Index, value.Length, FindingSeverity.Warning, "an access token"));
            }
        }
    }

    private static void Add(List<Found> found, Found secret)
    {
        if (!found.Any(other => secret.Index < other.Index + other.Length && other.Index < secret.Index + secret.Length))
        {
            found.Add(secret);
        }
    }

    private static string Mask(string secret) => string.Concat(secret.AsSpan(0, Math.Min(MaskShown, secret.Length / 2)), "••••••");

    // All of the line's secrets are masked in the excerpt of each.
    private static string Masked(string text, List<Found> found)
    {
        var masked = new StringBuilder();
        var position = 0;
        foreach (var secret in found.OrderBy(secret => secret.Index))
        {
            masked.Append(text, position, secret.Index - position).Append(Mask(text.Substring(secret.Index, secret.Length)));
            position = secret.Index + secret.Length;
        }

        return masked.Append(text, position, text.Length - position).ToString();
    }

    [GeneratedRegex("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"PuTTY-User-Key-File-\d: ", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PuttyKey();

    [GeneratedRegex("[A-Za-z0-9+/]{40}", RegexOptions.CultureInvariant, 200)]
    private static partial Regex KeyBody();

    [GeneratedRegex(@"\bpassword\s+(?<v>\S{4,})", RegexOptions.CultureInvariant, 200)]
    private static partial Regex NetrcPassword();

    [GeneratedRegex(@"^[^:#\s]+:(?:\d+|\*):[^:]+:[^:]+:(?<v>.{4,})$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PgPassword();

    [GeneratedRegex(@"\bBearer\s{1,3}(?<v>[A-Za-z0-9_\-.+/=]{20,400})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Bearer();

    private sealed record SecretsOfFile(string Path, bool IsPreciseOnly, bool IsTest)
    {
        // Their lines name no keyword.
        public bool IsLoginFile { get; } = System.IO.Path.GetFileName(Path) is ".netrc" or "_netrc" or ".pgpass" or "pgpass.conf";
    }


    private readonly record struct Hits(bool IsPrecise, bool IsName);

    private sealed record Found(string Rule, int Index, int Length, FindingSeverity Severity, string What);
}
