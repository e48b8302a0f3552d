using System.Text.Json.Serialization;

namespace Marketplace.Core.Packages.Passport;

/// <summary>What is inside a package, for buyers to read and for <see cref="PassportPolicy"/> to judge.</summary>
/// <param name="RulesVersion"><see cref="PassportPolicy.RulesVersion"/> at the time of the scan: a lower one is worth a rescan.</param>
/// <param name="Findings">The most severe first, then by path and line.</param>
/// <param name="MoreFindings">How many were found beyond those that are kept; none of them is more severe than the last kept one.</param>
/// <param name="Languages">The largest first.</param>
/// <param name="FileLicenses">SPDX ids from licence files and SPDX headers of the package's own files, in ordinal order.</param>
/// <param name="WasVirusScanned">False when no scanner is configured, it could not be reached, or it failed for a file.</param>
public sealed record PackagePassport(
    int RulesVersion,
    IReadOnlyList<PassportFinding> Findings,
    int MoreFindings,
    IReadOnlyList<PassportCheck> Checks,
    IReadOnlyList<LanguageShare> Languages,
    long CodeLines,
    IReadOnlyList<string> FileLicenses,
    IReadOnlyList<PackageDependency> Dependencies,
    int MoreDependencies,
    bool WasVirusScanned);

/// <param name="Id">The same finding has the same id in every scan, so that a waiver outlives a rescan: hash of rule, path, line and masked value.</param>
/// <param name="Rule">Such as <c>secret.github_token</c>; the part before the dot is the kind.</param>
/// <param name="Path">Inside a nested archive: <c>lib/inner.zip!/a.txt</c>.</param>
/// <param name="Line">Counted from 1; null when the whole file is meant.</param>
/// <param name="Message">Plain words: what it is and what to do.</param>
/// <param name="Excerpt">The line, at most 160 characters, its secret masked.</param>
public sealed record PassportFinding(string Id, string Rule, FindingSeverity Severity, string Path, int? Line, string Message, string? Excerpt);

[JsonConverter(typeof(JsonStringEnumConverter<FindingSeverity>))]
public enum FindingSeverity
{
    Info,
    Warning,
    Blocking,
}

/// <param name="Name">One of <see cref="PassportPolicy"/>'s names.</param>
public sealed record PassportCheck(string Name, bool Passed, string Detail);

/// <param name="Lines">Without blank ones.</param>
public sealed record LanguageShare(string Language, long Lines, int Files);

/// <param name="Ecosystem">The purl type: npm, nuget, pypi, golang, cargo, composer, gem, maven.</param>
/// <param name="Version">The locked version; without a lock file what the manifest says, when that is one version; else null.</param>
/// <param name="License">SPDX expression from a lock file or a vendored copy.</param>
/// <param name="Hash">Algorithm in CycloneDX's spelling, a colon, lower-case hexadecimal digits; from a lock file.</param>
public sealed record PackageDependency(
    string Ecosystem, string Name, string? Version, string? License, string ManifestPath, string Purl, DependencyScope Scope, string? Hash);

[JsonConverter(typeof(JsonStringEnumConverter<DependencyScope>))]
public enum DependencyScope
{
    Runtime,
    Dev,
}
