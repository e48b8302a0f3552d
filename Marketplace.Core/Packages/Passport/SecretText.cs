using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>What tells a secret from a word, a placeholder and a reference to a secret kept elsewhere.</summary>
internal static partial class SecretText
{
    private const double MinEntropyBits = 2.8;
    private const double WordShare = 0.65;

    // The most frequent pairs of letters in English words and in names made of them; about three quarters of a word's pairs, a sixth of a random text's.
    private static readonly bool[] IsWordPair = Table("th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur "
            + "ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh "
            + "ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa "
            + "ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys "
            + "ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw ju oa eq sy sl ps jo lf nv je nk kn gs "
            + "ky ok ke ow ws ap pi db sq ql js ui id ur uri");

    // Of jwt.io, Azurite, Stripe, PyJWT, RFC 6749 and RFC 6750.
    private static readonly string[] KnownExamples =
    [
        "eyJzb21lIjoicGF5bG9hZCJ9",
        "czZCaGRSa3F0Mzpn",
        "gX1fBat3bV",
        "2YotnFZFEjr1zCsicMWpAA",
        "tGzv3JOkF0XG5Qx2TlKWIA",
        "7Fjfp0ZBr1KtDRbnfVdmIw",
        "mF_9.B5f-4.1JqM",
        "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq",
        "4eC39HqLyjWDarjtT1zdp7dc",
    ];

    private static readonly string[] Sequences = ["0123456789", "1234567890", "12345678", "abcdefgh", "ABCDEFGH", "98765432", "qwertyui", "deadbeef"];

    public static bool IsPlaceholder(string value) =>
        value.Length == 0
        || Placeholder().IsMatch(value)
        || Sequences.Any(sequence => value.Contains(sequence, StringComparison.OrdinalIgnoreCase))
        || KnownExamples.Any(example => value.Contains(example, StringComparison.Ordinal))
        || HasLongRun(value);

    /// <summary>Not a value but where to take it from: a variable, a template, a call, a path.</summary>
    public static bool IsReference(string value) => Reference().IsMatch(value);

    public static bool IsUuid(string value) => Guid.TryParseExact(value, "D", out _);

    /// <summary>Whether nobody would choose or write it: few pairs of letters that words are made of, many different characters.</summary>
    public static bool LooksRandom(string value)
    {
        var letters = 0;
        var pairs = 0;
        var wordPairs = 0;
        var digits = 0;
        var turns = 0;
        for (var index = 0; index < value.Length; index++)
        {
            letters += char.IsAsciiLetter(value[index]) ? 1 : 0;
            digits += char.IsAsciiDigit(value[index]) ? 1 : 0;
            turns += index > 0 && char.IsAsciiDigit(value[index]) && char.IsAsciiLetter(value[index - 1]) ? 1 : 0;
            if (index > 0 && char.IsAsciiLetter(value[index]) && char.IsAsciiLetter(value[index - 1]))
            {
                pairs++;
                // A capital within a run of small letters begins a word or is chance; either way the pair says nothing for a word.
                wordPairs += !(char.IsAsciiLetterLower(value[index - 1]) && char.IsAsciiLetterUpper(value[index]))
                    && IsWordPair[(((value[index - 1] | 0x20) - 'a') * 26) + (value[index] | 0x20) - 'a'] ? 1 : 0;
            }
        }

        // Hexadecimal digits pair like words: ea, de, ed.
        if (value.Length >= 24 && digits * 5 >= value.Length && letters > 0 && value.All(char.IsAsciiHexDigit))
        {
            return EntropyBits(value) >= MinEntropyBits;
        }

        return letters >= 3
            && (digits > 0 || letters >= 16)
            && EntropyBits(value) >= MinEntropyBits
            && (pairs == 0 || (double)wordPairs / pairs < WordShare || (turns >= 3 && value.Any(char.IsAsciiLetterUpper) && value.Any(char.IsAsciiLetterLower)));
    }

    public static double EntropyBits(string value)
    {
        var counts = new Dictionary<char, int>();
        foreach (var character in value)
        {
            counts[character] = counts.GetValueOrDefault(character) + 1;
        }

        return counts.Values.Sum(count => -(double)count / value.Length * Math.Log2((double)count / value.Length));
    }

    private static bool[] Table(string pairs)
    {
        var table = new bool[26 * 26];
        foreach (var pair in pairs.Split(' ').Where(pair => pair.Length == 2))
        {
            table[((pair[0] - 'a') * 26) + pair[1] - 'a'] = true;
        }

        return table;
    }

    private static bool HasLongRun(string value)
    {
        var run = 1;
        for (var index = 1; index < value.Length; index++)
        {
            run = value[index] == value[index - 1] ? run + 1 : 1;
            if (run >= 5)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"change.?(me|this|it)|example|placeholder|your[-_. ]|your(api|secret|token|pass|key)|replace|insert|dummy|fake|sample|mock|xxxx|redacted|not.?a.?real|\*{3,}|\.\.\.|todo|fixme|"
        + @"(^|[-_.])(test|tests|testing|here|demo|foo|bar|my|this|invalid|default|none|null|undefined|local|localhost|secret|password|enter)([-_.]|$)|pa(ss|55)w(or|0r)d|^(none|null|true|false|undefined|nil)$|s3cr3t|testpass|secrettest",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[$%@<&{]|\$\{|\{\{|\$\(|%\w+%|^(https?|file|env|secret|vault|op|arn|ref\+\w+|keyvault)[:.]|process\.env|import\.meta|os\.environ|getenv|^\.{0,2}/|^var\.|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^!", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Reference();
}
