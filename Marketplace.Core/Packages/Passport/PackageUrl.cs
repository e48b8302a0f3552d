namespace Marketplace.Core.Packages.Passport;

/// <summary>Package URLs (github.com/package-url/purl-spec).</summary>
internal static class PackageUrl
{
    public static string Of(string ecosystem, string name, string? version)
    {
        // Python's names are compared in this form (PEP 503); Maven's group stands before its colon.
        var path = ecosystem switch
        {
            "pypi" => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
            "maven" => name.Replace(':', '/'),
            "composer" => name.ToLowerInvariant(),
            _ => name,
        };
        var encoded = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return version is null ? $"pkg:{ecosystem}/{encoded}" : $"pkg:{ecosystem}/{encoded}@{Uri.EscapeDataString(version)}";
    }
}
