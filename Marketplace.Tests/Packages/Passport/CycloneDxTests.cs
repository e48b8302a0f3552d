using System.Text.Json;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class CycloneDxTests
{
    private static readonly Guid Serial = Guid.Parse("3e671687-395b-41f5-a30f-a58921a69b79");
    private static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Write_FollowsTheSchema()
    {
        var integrity = "sha512-" + Convert.ToBase64String(new byte[64]);
        var passport = await Scanning.PassportAsync(
            ("LICENSE", LicenseSamples.Mit),
            ("package-lock.json", $$$$"""{"packages":{"node_modules/@s/a":{"version":"1.0.0","license":"MIT","integrity":"{{{{integrity}}}}"},"node_modules/b":{"version":"2.0.0","license":"(MIT OR Apache-2.0)","dev":true},"node_modules/c":{"version":"1.0.0","license":"SEE LICENSE IN x"}}}"""),
            ("pom.xml", "<project><dependencies><dependency><groupId>g</groupId><artifactId>n</artifactId><version>1.0</version></dependency></dependencies></project>"));
        var text = CycloneDx.Write(passport, "Shop \"X\"", "1.2.3", Serial, At);
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(Bom16Schema.Required);
        Assert.That(schema.Validate(text).Select(error => error.ToString()), Is.Empty);
        using var bom = JsonDocument.Parse(text);
        var components = bom.RootElement.GetProperty("components").EnumerateArray().ToArray();
        Assert.That(components.Select(component => component.GetProperty("purl").GetString()), Is.EqualTo(new[] { "pkg:maven/g/n@1.0", "pkg:npm/%40s/a@1.0.0", "pkg:npm/b@2.0.0", "pkg:npm/c@1.0.0" }));
        Assert.That(components.Select(component => component.GetProperty("bom-ref").GetString()), Is.Unique);
        Assert.That(components[1].GetProperty("hashes")[0].GetProperty("content").GetString(), Is.EqualTo(new string('0', 128)));
        Assert.That(components[1].GetProperty("licenses")[0].GetProperty("license").GetProperty("id").GetString(), Is.EqualTo("MIT"));
        Assert.That(components[2].GetProperty("licenses")[0].GetProperty("expression").GetString(), Is.EqualTo("(MIT OR Apache-2.0)"));
        Assert.That(components[2].GetProperty("scope").GetString(), Is.EqualTo("excluded"));
        Assert.That(components[3].GetProperty("licenses")[0].GetProperty("license").GetProperty("name").GetString(), Is.EqualTo("SEE LICENSE IN x"));
        Assert.That((components[0].GetProperty("group").GetString(), components[0].GetProperty("name").GetString()), Is.EqualTo(("g", "n")));
        Assert.That(CycloneDx.Write(passport, "Shop \"X\"", "1.2.3", Serial, At), Is.EqualTo(text));
    }

    [Test]
    public async Task Write_WithoutDependencies_IsAnEmptyBill()
    {
        var text = CycloneDx.Write(await Scanning.PassportAsync(("a.txt", "a")), "a", "1.0.0", Serial, At);
        Assert.That((await NJsonSchema.JsonSchema.FromJsonAsync(Bom16Schema.Required)).Validate(text), Is.Empty);
    }

    [TestCase("{\"bomFormat\":\"SPDX\",\"specVersion\":\"1.6\"}")]
    [TestCase("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"thing\",\"name\":\"a\"}]}")]
    [TestCase("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"library\",\"name\":\"a\",\"hashes\":[{\"alg\":\"SHA-512\",\"content\":\"xyz\"}]}]}")]
    public async Task Schema_OfAWrongBill_Complains(string text) =>
        Assert.That((await NJsonSchema.JsonSchema.FromJsonAsync(Bom16Schema.Required)).Validate(text), Is.Not.Empty);
}
