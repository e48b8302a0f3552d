namespace Marketplace.Core.Packages.Passport;

/// <summary>What one look through a package found. It says nothing of time: when it was made is the caller's to know.</summary>
/// <param name="Refusal">Why the package cannot be offered at all, in plain words; null when it can.</param>
/// <param name="Files">Every file in ordinal order; empty when refused.</param>
/// <param name="Passport">Null when refused.</param>
public sealed record PackageScan(string? Refusal, IReadOnlyList<ScannedFile> Files, PackagePassport? Passport);

/// <param name="Sha256">Of the unpacked bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ScannedFile(string Path, long SizeBytes, string Sha256);
