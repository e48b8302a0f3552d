using System.Text.Json.Serialization;

namespace Marketplace.Core.Packages.Passport;

[JsonConverter(typeof(JsonStringEnumConverter<PassportBadge>))]
public enum PassportBadge
{
    None,

    /// <summary>No open blocking finding.</summary>
    Basic,

    /// <summary>Basic, no open warning, and what a careful developer would add.</summary>
    Verified,
}

/// <summary>
/// What a package's passport is worth.
/// <para>
/// Basic: no blocking finding is open. Verified: Basic, no warning is open, and the package has a README, a licence file, tests, and
/// a CI configuration or a Dockerfile. A waived finding is not open. Findings beyond those kept count as open and as severe as the last kept one.
/// </para>
/// <para>
/// Copyleft: packages are sold under closed licences (Standard, Extended). A licence text of the GPL or AGPL for the package itself, or its
/// SPDX header in one of the package's own files, contradicts that and blocks; a GPL or AGPL dependency, declared or vendored, is a warning,
/// since how it is linked decides; LGPL, MPL and EPL are named as information: they ask for their own files' source only.
/// </para>
/// </summary>
public static class PassportPolicy
{
    /// <summary>Raised with every change of the rules that may change a result.</summary>
    public const int RulesVersion = 1;

    public const string Readme = "readme";
    public const string License = "license";
    public const string Tests = "tests";
    public const string Dockerfile = "dockerfile";
    public const string Ci = "ci";
    public const string LockFile = "lockfile";
    public const string NoSecrets = "no_secrets";
    public const string NoExecutables = "no_executables";
    public const string NoViruses = "no_viruses";
    public const string NoCopyleft = "no_copyleft";
    public const string Readable = "readable";

    /// <param name="waived">Ids of findings that somebody with the right to do so has declared harmless.</param>
    public static PassportBadge BadgeOf(PackagePassport? passport, IReadOnlySet<string> waived)
    {
        if (passport is null || IsOpen(passport, FindingSeverity.Blocking, waived))
        {
            return PassportBadge.None;
        }

        var isCareful = Has(passport, Readme) && Has(passport, License) && Has(passport, Tests) && (Has(passport, Ci) || Has(passport, Dockerfile));
        return isCareful && !IsOpen(passport, FindingSeverity.Warning, waived) ? PassportBadge.Verified : PassportBadge.Basic;
    }

    /// <summary>How a licence of what is inside bears on a closed licence; null when it does not.</summary>
    /// <param name="isOwnFile">The package's own file rather than a dependency or a vendored copy.</param>
    public static FindingSeverity? SeverityOfLicense(string expression, bool isOwnFile) => CopyleftOf(expression) switch
    {
        Copyleft.Strong => isOwnFile ? FindingSeverity.Blocking : FindingSeverity.Warning,
        Copyleft.Weak => FindingSeverity.Info,
        _ => null,
    };

    private static bool IsOpen(PackagePassport passport, FindingSeverity severity, IReadOnlySet<string> waived) =>
        passport.Findings.Any(finding => finding.Severity == severity && !waived.Contains(finding.Id))
        || (passport.MoreFindings > 0 && (passport.Findings.Count == 0 || passport.Findings[^1].Severity >= severity));

    private static bool Has(PackagePassport passport, string name) => passport.Checks.Any(check => check.Name == name && check.Passed);

    // "MIT OR GPL-2.0-only" leaves the choice; "MIT AND GPL-2.0-only" does not. Parentheses are rare and read as if they were not there.
    private static Copyleft CopyleftOf(string expression) => expression.Replace('(', ' ').Replace(')', ' ')
        .Split([" OR ", " or ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(choice => choice.Split([" AND ", " and "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(CopyleftOfId).DefaultIfEmpty().Max())
        .DefaultIfEmpty().Min();

    private static Copyleft CopyleftOfId(string id)
    {
        // "WITH Classpath-exception-2.0" and its like allow linking from closed code.
        var isStrong = StartsWith(id, "GPL") || StartsWith(id, "AGPL") || StartsWith(id, "SSPL");
        return isStrong && id.Contains("exception", StringComparison.OrdinalIgnoreCase) ? Copyleft.Weak
            : isStrong ? Copyleft.Strong
            : StartsWith(id, "LGPL") || StartsWith(id, "MPL") || StartsWith(id, "EPL") || StartsWith(id, "CDDL") ? Copyleft.Weak
            : Copyleft.None;
    }

    private static bool StartsWith(string id, string prefix) => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private enum Copyleft
    {
        None,
        Weak,
        Strong,
    }
}
