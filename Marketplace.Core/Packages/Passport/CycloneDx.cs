using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Marketplace.Core.Packages.Passport;

/// <summary>A package's bill of materials as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json).</summary>
public static class CycloneDx
{
    private const string RootReference = "package";

    /// <param name="serial">The same for the same package and rules, so that the same file comes out again.</param>
    public static string Write(PackagePassport passport, string name, string version, Guid serial, DateTimeOffset timestamp)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteString("serialNumber", $"urn:uuid:{serial:D}");
            json.WriteNumber("version", 1);
            WriteMetadata(json, passport, name, version, timestamp);
            json.WriteStartArray("components");
            foreach (var dependency in Distinct(passport))
            {
                WriteComponent(json, dependency);
            }

            json.WriteEndArray();
            WriteTree(json, passport);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // Components must be unique, and two packages may differ in nothing that a purl says.
    private static IEnumerable<PackageDependency> Distinct(PackagePassport passport) => passport.Dependencies.DistinctBy(dependency => dependency.Purl);

    private static void WriteMetadata(Utf8JsonWriter json, PackagePassport passport, string name, string version, DateTimeOffset timestamp)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("component");
        json.WriteString("type", "application");
        json.WriteString("bom-ref", RootReference);
        json.WriteString("name", name);
        json.WriteString("version", version);
        WriteLicenses(json, passport.FileLicenses);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, PackageDependency dependency)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", dependency.Purl);
        var (group, name) = Split(dependency);
        if (group is not null)
        {
            json.WriteString("group", group);
        }

        json.WriteString("name", name);
        if (dependency.Version is not null)
        {
            json.WriteString("version", dependency.Version);
        }

        json.WriteString("scope", dependency.Scope == DependencyScope.Dev ? "excluded" : "required");
        if (dependency.Hash is { } hash && hash.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            json.WriteStartArray("hashes");
            json.WriteStartObject();
            json.WriteString("alg", hash[..colon]);
            json.WriteString("content", hash[(colon + 1)..]);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteLicenses(json, dependency.License is null ? [] : [dependency.License]);
        json.WriteString("purl", dependency.Purl);
        json.WriteStartArray("properties");
        json.WriteStartObject();
        json.WriteString("name", "marketplace:manifest");
        json.WriteString("value", dependency.ManifestPath);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The schema takes an id only from SPDX's list, which ages; an expression may say any id, but then stands alone, and a name says anything.
    private static void WriteLicenses(Utf8JsonWriter json, IReadOnlyList<string> licenses)
    {
        if (licenses.Count == 0)
        {
            return;
        }

        json.WriteStartArray("licenses");
        foreach (var license in licenses)
        {
            json.WriteStartObject();
            if (licenses.Count == 1 && SpdxIds.IsExpression(license))
            {
                json.WriteString("expression", license);
            }
            else
            {
                json.WriteStartObject("license");
                json.WriteString(SpdxIds.IsKnown(license) ? "id" : "name", license);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTree(Utf8JsonWriter json, PackagePassport passport)
    {
        json.WriteStartArray("dependencies");
        json.WriteStartObject();
        json.WriteString("ref", RootReference);
        json.WriteStartArray("dependsOn");
        foreach (var dependency in Distinct(passport))
        {
            json.WriteStringValue(dependency.Purl);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static (string? Group, string Name) Split(PackageDependency dependency)
    {
        var separator = dependency.Ecosystem switch
        {
            "maven" => dependency.Name.IndexOf(':', StringComparison.Ordinal),
            "npm" or "composer" => dependency.Name.IndexOf('/', StringComparison.Ordinal),
            _ => -1,
        };
        return separator <= 0 ? (null, dependency.Name) : (dependency.Name[..separator], dependency.Name[(separator + 1)..]);
    }
}
