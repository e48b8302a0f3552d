using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>SPDX ids of licence texts, by the sentences that make them, and of headers that say them.</summary>
internal static partial class LicenseTexts
{
    private const int MaxChars = 60_000;
    private const int HeaderChars = 4_000;

    // The first that fits wins: a text comes after those that contain its sentences and more.
    private static readonly (string Id, string[] Sentences)[] Texts =
    [
        ("Apache-2.0", ["apache license version 2 0"]),
        ("MPL-2.0", ["mozilla public license version 2 0"]),
        ("EPL-2.0", ["eclipse public license v 2 0"]),
        ("BSL-1.0", ["boost software license version 1 0"]),
        ("BUSL-1.1", ["business source license 1 1"]),
        ("SSPL-1.0", ["server side public license", "version 1"]),
        ("Elastic-2.0", ["elastic license 2 0"]),
        ("OFL-1.1", ["sil open font license version 1 1"]),
        ("Artistic-2.0", ["the artistic license 2 0"]),
        ("MS-PL", ["microsoft public license"]),
        ("WTFPL", ["do what the fuck you want to public license"]),
        ("Unlicense", ["this is free and unencumbered software released into the public domain"]),
        ("CC0-1.0", ["cc0 1 0 universal"]),
        ("CC-BY-NC-SA-4.0", ["attribution noncommercial sharealike 4 0 international"]),
        ("CC-BY-NC-ND-4.0", ["attribution noncommercial noderivatives 4 0 international"]),
        ("CC-BY-NC-4.0", ["attribution noncommercial 4 0 international"]),
        ("CC-BY-SA-4.0", ["attribution sharealike 4 0 international"]),
        ("CC-BY-ND-4.0", ["attribution noderivatives 4 0 international"]),
        ("CC-BY-4.0", ["attribution 4 0 international"]),
        ("BSD-4-Clause", ["redistribution and use in source and binary forms", "all advertising materials mentioning features"]),
        ("BSD-3-Clause", ["redistribution and use in source and binary forms", "neither the name"]),
        ("BSD-3-Clause", ["redistribution and use in source and binary forms", "names of its contributors may not be used"]),
        ("BSD-2-Clause", ["redistribution and use in source and binary forms", "redistributions in binary form must reproduce"]),
        ("MIT", ["permission is hereby granted free of charge to any person obtaining a copy", "this permission notice"]),
        ("MIT-0", ["permission is hereby granted free of charge to any person obtaining a copy"]),
        ("ISC", ["permission to use copy modify and", "distribute this software for any purpose with or without fee is hereby granted", "provided that the above copyright notice"]),
        ("0BSD", ["permission to use copy modify and", "distribute this software for any purpose with or without fee is hereby granted"]),
        ("Zlib", ["in no event will the authors be held liable for any damages", "altered source versions must be plainly marked"]),
    ];

    // The GPL speaks of its sisters, too: the title that stands first is the text's.
    private static readonly (string Title, (string Version, string Id)[] Versions)[] Gnu =
    [
        ("gnu affero general public license", [("version 3", "AGPL-3.0-only")]),
        ("gnu lesser general public license", [("version 3", "LGPL-3.0-only"), ("version 2 1", "LGPL-2.1-only")]),
        ("gnu library general public license", [("version 2", "LGPL-2.0-only")]),
        ("gnu general public license", [("version 3", "GPL-3.0-only"), ("version 2", "GPL-2.0-only")]),
    ];

    public static bool IsLicenseFile(string path) => FileName().IsMatch(Path.GetFileName(path));

    /// <summary>Null when the text is none that is known.</summary>
    public static string? Identify(ReadOnlySpan<char> text)
    {
        var words = Words(text[..Math.Min(text.Length, MaxChars)]);
        return IdentifyGnu(words)
            ?? Texts.FirstOrDefault(known => known.Sentences.All(sentence => words.Contains(sentence, StringComparison.Ordinal))).Id
            ?? (Proprietary().IsMatch(words) ? "LicenseRef-Proprietary" : null);
    }

    /// <summary>The expression after <c>SPDX-License-Identifier:</c> near the beginning of a source file.</summary>
    public static string? OfHeader(ReadOnlySpan<char> text)
    {
        var head = text[..Math.Min(text.Length, HeaderChars)];
        if (head.IndexOf("SPDX-License-Identifier:", StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var match = Header().Match(head.ToString());
        return match.Success ? match.Groups["id"].Value.Trim() : null;
    }

    private static string? IdentifyGnu(string words)
    {
        var first = Gnu.Select(license => (license, At: words.IndexOf(license.Title, StringComparison.Ordinal))).Where(found => found.At is >= 0 and < 2_000).OrderBy(found => found.At).FirstOrDefault();
        if (first.license.Title is null || !words.Contains("everyone is permitted to copy", StringComparison.Ordinal) && !words.Contains("redistribute it", StringComparison.Ordinal))
        {
            return null;
        }

        var after = words[first.At..Math.Min(words.Length, first.At + 600)];
        return first.license.Versions.Select(version => (version.Id, At: after.IndexOf(version.Version, StringComparison.Ordinal)))
            .Where(found => found.At >= 0).OrderBy(found => found.At).FirstOrDefault().Id;
    }

    private static string Words(ReadOnlySpan<char> text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                words.Append(char.ToLowerInvariant(character));
            }
            else if (words.Length > 0 && words[^1] != ' ' && character is not ('"' or '“' or '”'))
            {
                words.Append(' ');
            }
        }

        return words.ToString();
    }

    [GeneratedRegex(@"^(un)?licen[sc]e([-_][a-z0-9]+(\.\d+)?)*(\.(md|txt|rst|html|mit|apache2?|bsd|gpl))?$|^(copying|copyright|eula)([-_][a-z0-9]+)*(\.(md|txt|lesser|lib))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex FileName();

    [GeneratedRegex(@"all rights reserved|proprietary|end user license agreement|may not (be )?(copy|copied|redistribute)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Proprietary();

    [GeneratedRegex(@"SPDX-License-Identifier:[ \t]*(?<id>[A-Za-z0-9(][A-Za-z0-9.\-+ ()]{0,100}?)\s*(\*/|-->|\*\)|#|""|$)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Header();
}
