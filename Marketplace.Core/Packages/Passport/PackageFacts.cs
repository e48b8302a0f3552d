using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>What the package's files tell when they are put together.</summary>
internal sealed partial class PackageFacts
{
    private const int ReadmeChars = 100;

    private readonly Dictionary<string, (long Lines, int Files)> languages = [];
    private readonly SortedSet<string> fileLicenses = new(StringComparer.Ordinal);
    private readonly DependencyList dependencies = new();
    private readonly HashSet<string> locks = [];
    private string? readme;
    private string? license;
    private string? dockerfile;
    private string? ci;
    private int tests;

    public void Add(string path, ReadOnlySpan<char> text, bool isWhole, FindingList findings)
    {
        var isVendored = ManifestNames.IsVendored(path);
        AddLicense(path, text, isVendored, findings);
        if (ManifestNames.IsManifest(path) && isWhole)
        {
            dependencies.Add(path, text.ToString(), isVendored);
        }

        if (isVendored)
        {
            return;
        }

        AddNames(path, text.Trim().Length);
        if (Languages.Of(path) is { } language && !ManifestNames.IsGenerated(path))
        {
            var (lines, files) = languages.GetValueOrDefault(language);
            languages[language] = (lines + Languages.CountLines(text), files + 1);
            tests += SecretFiles.IsTest(path) ? 1 : 0;
        }
    }

    public void AddBinary(string path)
    {
        if (ManifestNames.IsLock(path) && !ManifestNames.IsVendored(path))
        {
            locks.Add(Path.GetFileName(path));
        }
    }

    public PackagePassport ToPassport(FindingList findings, VirusCheck viruses)
    {
        var (components, more) = dependencies.Take(findings);
        var (kept, moreFindings) = findings.Take();
        LanguageShare[] shares = [.. languages.Select(pair => new LanguageShare(pair.Key, pair.Value.Lines, pair.Value.Files)).OrderByDescending(share => share.Lines).ThenBy(share => share.Language, StringComparer.Ordinal)];
        return new(PassportPolicy.RulesVersion, kept, moreFindings, Checks(kept, viruses), shares, shares.Sum(share => share.Lines), [.. fileLicenses], components, more, viruses.WasScanned);
    }

    private void AddLicense(string path, ReadOnlySpan<char> text, bool isVendored, FindingList findings)
    {
        var isFile = LicenseTexts.IsLicenseFile(path);
        var id = isFile ? LicenseTexts.Identify(text) : LicenseTexts.OfHeader(text);
        if (isFile && !isVendored)
        {
            license ??= path;
        }

        if (id is null)
        {
            return;
        }

        if (!isVendored)
        {
            fileLicenses.Add(id);
        }
        else if (isFile)
        {
            dependencies.AddVendoredLicense(path, id);
        }

        if (PassportPolicy.SeverityOfLicense(id, !isVendored) is { } severity)
        {
            findings.Add(isVendored ? "license.vendored" : "license.own", severity, path, null, severity switch
            {
                FindingSeverity.Blocking => $"{id} obliges to give the source away under the same licence, which contradicts the licence the package is sold under. Remove what it covers, or get another licence for it.",
                FindingSeverity.Warning => $"{id} of this copy may oblige to give your source away. Replace it, or say how buyers comply.",
                _ => $"{id}: changes to the files it covers must stay open. Keep its notice.",
            }, null, id);
        }
    }

    private void AddNames(string path, int chars)
    {
        var name = Path.GetFileName(path);
        if (name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) && path.Count(character => character == '/') <= 1 && chars >= ReadmeChars)
        {
            readme ??= path;
        }

        if (Dockerfile().IsMatch(name))
        {
            dockerfile ??= path;
        }

        if (CiFile().IsMatch(path))
        {
            ci ??= path;
        }

        if (ManifestNames.IsLock(path))
        {
            locks.Add(name);
        }
    }

    private PassportCheck[] Checks(IReadOnlyList<PassportFinding> findings, VirusCheck viruses)
    {
        var checks = new List<PassportCheck>
        {
            Has(PassportPolicy.Readme, readme, $"A README of at least {ReadmeChars} characters in the first or second folder tells buyers how to begin."),
            Has(PassportPolicy.License, license, "A LICENSE file says what buyers may do."),
            new(PassportPolicy.Tests, tests > 0, tests > 0 ? $"{tests} test files." : "No tests were found: files in a folder tests, or named like LoginTests.cs, login.test.ts, test_login.py."),
            Has(PassportPolicy.Dockerfile, dockerfile, "No Dockerfile or compose file was found."),
            Has(PassportPolicy.Ci, ci, "No CI configuration was found, such as .github/workflows/build.yml."),
            new(PassportPolicy.LockFile, locks.Count > 0, locks.Count > 0 ? string.Join(", ", locks.Order(StringComparer.Ordinal)) : "No lock file was found: what is installed may differ from what you tested."),
            Without(PassportPolicy.NoSecrets, findings, "secret.", "secrets"),
            Without(PassportPolicy.NoExecutables, findings, "executable.", "programs without source"),
            Without(PassportPolicy.NoCopyleft, findings, "license.", "licences that bind buyers' own code"),
            Without(PassportPolicy.Readable, findings, "archive.", "archives that could not be looked into"),
        };
        if (viruses.IsConfigured)
        {
            checks.Add(new(PassportPolicy.NoViruses, viruses.WasScanned && viruses.Found == 0 && !findings.Any(finding => finding.Rule == "virus.eicar"), viruses.Detail));
        }

        return [.. checks];
    }

    private static PassportCheck Has(string name, string? path, string advice) => new(name, path is not null, path ?? advice);

    private static PassportCheck Without(string name, IReadOnlyList<PassportFinding> findings, string prefix, string what)
    {
        var count = findings.Count(finding => finding.Rule.StartsWith(prefix, StringComparison.Ordinal) && finding.Severity > FindingSeverity.Info);
        return new(name, count == 0, count == 0 ? $"No {what} were found." : $"{count} findings: see the list.");
    }

    [GeneratedRegex(@"^(Dockerfile|Containerfile)([._-].*)?$|\.dockerfile$|^(docker-)?compose([.-][\w.-]+)?\.ya?ml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Dockerfile();

    [GeneratedRegex(@"(^|/)(\.(github|gitea|forgejo)/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|\.circleci/config\.ya?ml|Jenkinsfile|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.woodpecker(/[^/]+)?\.ya?ml|\.buildkite/[^/]+\.ya?ml|appveyor\.ya?ml|\.cirrus\.ya?ml)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex CiFile();
}
