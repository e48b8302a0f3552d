using Marketplace.Contracts.Packages;

namespace Marketplace.Web.Packages;

/// <summary>How the words of a passport read.</summary>
internal static class PassportText
{
    public static (string Text, string Class) Badge(BadgeName badge) => badge switch
    {
        BadgeName.Verified => ("Verified package", "badge-good"),
        BadgeName.Basic => ("Basic check passed", "badge-info"),
        _ => ("Open findings", "badge-bad"),
    };

    public static (string Text, string Class) Badge(SeverityName severity) => severity switch
    {
        SeverityName.Blocking => ("Blocks", "badge-bad"),
        SeverityName.Warning => ("Warning", "badge-hold"),
        _ => ("Information", "badge-info"),
    };

    public static (string Text, string Class) Badge(AppealStatus appeal) => appeal switch
    {
        AppealStatus.Granted => ("Appeal granted", "badge-good"),
        AppealStatus.Denied => ("Appeal denied", "badge-bad"),
        _ => ("Appealed", "badge-info"),
    };

    public static string Explain(BadgeName badge) => badge switch
    {
        BadgeName.Verified => "Nothing is open, and it has a README, a licence file, tests, and CI or a Dockerfile.",
        BadgeName.Basic => "Nothing in it that must not be there: no secrets, no traps for the one who unpacks it.",
        _ => "Something our check found is not settled yet.",
    };

    public static string CheckName(string name) => name switch
    {
        "readme" => "README",
        "license" => "Licence file",
        "tests" => "Tests",
        "dockerfile" => "Dockerfile",
        "ci" => "CI",
        "lockfile" => "Locked dependencies",
        "no_secrets" => "No secrets",
        "no_executables" => "No executables",
        "no_viruses" => "No viruses",
        "no_copyleft" => "No copyleft conflicts",
        "readable" => "All of it readable",
        _ => name,
    };
}
