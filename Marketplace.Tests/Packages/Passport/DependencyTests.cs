using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class DependencyTests
{
    private const string Sha512 = "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
    private const string Sha512Hex = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";

    private static IEnumerable<TestCaseData> Manifests() => new (string Path, string Text, string[] Expected)[]
    {
        ("package.json", """{"name":"x","dependencies":{"left-pad":"1.3.0","@a/b":"^2.0.0"},"devDependencies":{"jest":"~29"}}""", ["pkg:npm/%40a/b Runtime", "pkg:npm/jest Dev", "pkg:npm/left-pad@1.3.0 Runtime"]),
        ("package-lock.json", """
            {"lockfileVersion":3,"packages":{"":{"name":"x","version":"1.0.0"},"node_modules/a":{"version":"1.0.0","license":"MIT","integrity":"sha512-@HASH@" },
            "node_modules/a/node_modules/@s/b":{"version":"2.0.0","dev":true},"packages/own":{"version":"1.0.0"},"node_modules/own":{"link":true}}}
            """, ["pkg:npm/%40s/b@2.0.0 Dev", "pkg:npm/a@1.0.0 Runtime MIT SHA-512:" + Sha512Hex]),
        ("npm-shrinkwrap.json", """{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"b":{"version":"2.0.0","dev":true}}}}}""", ["pkg:npm/a@1.0.0 Runtime", "pkg:npm/b@2.0.0 Dev"]),
        ("yarn.lock", $"# yarn lockfile v1\n\n\"@babel/core@^7.0.0\", \"@babel/core@^7.1.0\":\n  version \"7.28.0\"\n  resolved \"x\"\n  integrity sha512-{Sha512}\n\nlodash@^4.17.0:\n  version \"4.17.21\"\n", ["pkg:npm/%40babel/core@7.28.0 Runtime SHA-512:" + Sha512Hex, "pkg:npm/lodash@4.17.21 Runtime"]),
        ("b/yarn.lock", "__metadata:\n  version: 8\n\n\"lodash@npm:^4.17.0\":\n  version: 4.17.21\n\n\"own@workspace:.\":\n  version: 0.0.0-use.local\n", ["pkg:npm/lodash@4.17.21 Runtime"]),
        ("pnpm-lock.yaml", $"lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a@x:\n        specifier: ^1\npackages:\n\n  '@s/a@1.0.0':\n    resolution: {{integrity: sha512-{Sha512}}}\n\n  b@2.1.0(a@1.0.0):\n    engines: {{node: '>=4'}}\nsnapshots:\n  c@1.0.0: {{}}\n", ["pkg:npm/%40s/a@1.0.0 Runtime SHA-512:" + Sha512Hex, "pkg:npm/b@2.1.0 Runtime"]),
        ("old/pnpm-lock.yaml", "lockfileVersion: 5.4\npackages:\n\n  /@s/a/1.0.0:\n    dev: true\n  /b/2.1.0_react@18.0.0:\n    dev: false\n", ["pkg:npm/%40s/a@1.0.0 Dev", "pkg:npm/b@2.1.0 Runtime"]),
        ("App.csproj", """<Project Sdk="x"><ItemGroup><PackageReference Include="Serilog" Version="4.0.0" /><PackageReference Include="Analyzers"><Version>1.2.3</Version><PrivateAssets>all</PrivateAssets></PackageReference></ItemGroup></Project>""", ["pkg:nuget/Analyzers@1.2.3 Dev", "pkg:nuget/Serilog@4.0.0 Runtime"]),
        ("packages.config", """<packages><package id="Newtonsoft.Json" version="13.0.3" targetFramework="net48" /></packages>""", ["pkg:nuget/Newtonsoft.Json@13.0.3 Runtime"]),
        ("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"Serilog":{"type":"Direct","requested":"[4.0.0, )","resolved":"4.0.0","contentHash":"@HASH@"},"own":{"type":"Project"}}}}""", ["pkg:nuget/Serilog@4.0.0 Runtime SHA-512:" + Sha512Hex]),
        ("requirements.txt", "# comment\n-r other.txt\nDjango==5.0.1  # web\nrequests[security]>=2.0 ; python_version > '3'\nfoo @ https://x.example/foo.whl\nPy_Yaml==6.0 \\\n    --hash=sha256:abc\n", ["pkg:pypi/django@5.0.1 Runtime", "pkg:pypi/py-yaml@6.0 Runtime", "pkg:pypi/requests Runtime"]),
        ("requirements-dev.txt", "pytest==8.0.0\n", ["pkg:pypi/pytest@8.0.0 Dev"]),
        ("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\n  \"httpx>=0.27\",\n  \"rich==13.7.0\",\n]\n[project.optional-dependencies]\ntest = [\"pytest==8.1.0\"]\n", ["pkg:pypi/httpx Runtime", "pkg:pypi/pytest@8.1.0 Dev", "pkg:pypi/rich@13.7.0 Runtime"]),
        ("poetry/pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"\nflask = \"3.0.0\"\nrich = { version = \"^13\", extras = [\"x\"] }\n[tool.poetry.group.dev.dependencies]\nmypy = \"1.9.0\"\n", ["pkg:pypi/flask@3.0.0 Runtime", "pkg:pypi/mypy@1.9.0 Dev", "pkg:pypi/rich Runtime"]),
        ("poetry.lock", "[[package]]\nname = \"certifi\"\nversion = \"2024.2.2\"\ndescription = \"x\"\n\n[package.dependencies]\nname = \"no\"\n\n[metadata]\nlock-version = \"2.0\"\n", ["pkg:pypi/certifi@2024.2.2 Runtime"]),
        ("Pipfile", "[packages]\nflask = \"==3.0.0\"\n[dev-packages]\npytest = \"*\"\n", ["pkg:pypi/flask@3.0.0 Runtime", "pkg:pypi/pytest Dev"]),
        ("Pipfile.lock", """{"_meta":{},"default":{"flask":{"version":"==3.0.0"}},"develop":{"pytest":{"version":"==8.0.0"}}}""", ["pkg:pypi/flask@3.0.0 Runtime", "pkg:pypi/pytest@8.0.0 Dev"]),
        ("go.mod", "module example.com/x\n\ngo 1.24\n\nrequire github.com/a/b v1.2.3\n\nrequire (\n\tgolang.org/x/net v0.30.0 // indirect\n)\nreplace github.com/c/d => ../d\n", ["pkg:golang/github.com/a/b@v1.2.3 Runtime", "pkg:golang/golang.org/x/net@v0.30.0 Runtime"]),
        ("Cargo.toml", "[package]\nname = \"x\"\n[dependencies]\nserde = { version = \"1.0\", features = [\"derive\"] }\nrand = \"=0.8.5\"\n[dependencies.tokio]\nversion = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n", ["pkg:cargo/insta Dev", "pkg:cargo/rand@0.8.5 Runtime", "pkg:cargo/serde Runtime", "pkg:cargo/tokio Runtime"]),
        ("Cargo.lock", "version = 3\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.200\"\nsource = \"registry+x\"\nchecksum = \"" + new string('a', 64) + "\"\n", ["pkg:cargo/serde@1.0.200 Runtime SHA-256:" + new string('a', 64)]),
        ("composer.json", """{"require":{"php":">=8.2","monolog/monolog":"3.5.0"},"require-dev":{"phpunit/phpunit":"^11"}}""", ["pkg:composer/monolog/monolog@3.5.0 Runtime", "pkg:composer/phpunit/phpunit Dev"]),
        ("composer.lock", """{"packages":[{"name":"monolog/monolog","version":"3.5.0","license":["MIT"]}],"packages-dev":[{"name":"x/y","version":"v1.0","license":["GPL-2.0-only","MIT"]}]}""", ["pkg:composer/monolog/monolog@3.5.0 Runtime MIT", "pkg:composer/x/y@v1.0 Dev GPL-2.0-only OR MIT"]),
        ("Gemfile", "source 'https://rubygems.org'\ngem 'rails', '7.1.2'\ngem \"puma\", \">= 5.0\"\n", ["pkg:gem/puma Runtime", "pkg:gem/rails@7.1.2 Runtime"]),
        ("Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n    rails (7.1.2)\n      actionpack (= 7.1.2)\n    puma (6.4.0)\n\nDEPENDENCIES\n  rails\n", ["pkg:gem/puma@6.4.0 Runtime", "pkg:gem/rails@7.1.2 Runtime"]),
        ("pom.xml", "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><properties><j>2.17.0</j></properties><dependencies><dependency><groupId>com.fasterxml</groupId><artifactId>jackson</artifactId><version>${j}</version></dependency><dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13</version><scope>test</scope></dependency></dependencies></project>", ["pkg:maven/com.fasterxml/jackson@2.17.0 Runtime", "pkg:maven/junit/junit@4.13 Dev"]),
        ("build.gradle", "dependencies {\n    implementation 'com.google.guava:guava:33.0.0-jre'\n    testImplementation(\"org.junit.jupiter:junit-jupiter:5.10.0\")\n    implementation project(':core')\n}\n", ["pkg:maven/com.google.guava/guava@33.0.0-jre Runtime", "pkg:maven/org.junit.jupiter/junit-jupiter@5.10.0 Dev"]),
        ("gradle.lockfile", "# comment\ncom.google.guava:guava:33.0.0-jre=compileClasspath,runtimeClasspath\nempty=\n", ["pkg:maven/com.google.guava/guava@33.0.0-jre Runtime"]),
    }.Select(item => new TestCaseData(item.Path, item.Text.Replace("@HASH@", Sha512), item.Expected).SetArgDisplayNames(item.Path));

    [TestCaseSource(nameof(Manifests))]
    public async Task Dependencies_OfAManifest_AreRead(string path, string text, string[] expected)
    {
        var passport = await Scanning.PassportAsync((path, text));
        Assert.That(passport.Dependencies.Select(dependency => string.Join(' ', new[] { dependency.Purl, dependency.Scope.ToString(), dependency.License, dependency.Hash }.Where(part => part is not null))).Order(StringComparer.Ordinal), Is.EqualTo(expected));
        Assert.That(passport.Dependencies, Has.All.Matches<PackageDependency>(dependency => dependency.ManifestPath == path));
    }

    [TestCaseSource(nameof(Manifests))]
    public async Task Dependencies_OfADamagedManifest_NeverThrow(string path, string text, string[] expected)
    {
        for (var length = 0; length < text.Length; length += Math.Max(1, text.Length / 40))
        {
            Assert.That((await Scanning.PassportAsync((path, text[..length]), ("b/" + path, text[length..]))).Dependencies, Has.Count.LessThanOrEqualTo(expected.Length + 3));
        }
    }

    [Test]
    public async Task Dependencies_OfManifestAndLock_AreTheLockedOnes_WithTheManifestsScope()
    {
        var passport = await Scanning.PassportAsync(
            ("package.json", """{"dependencies":{"a":"^1.0.0"},"devDependencies":{"b":"^1.0.0"}}"""), ("yarn.lock", "a@^1.0.0:\n  version \"1.5.0\"\n\nb@^1.0.0:\n  version \"1.6.0\"\n\nc@*:\n  version \"3.0.0\"\n"),
            ("App/App.csproj", "<Project><ItemGroup><PackageReference Include=\"X\" /></ItemGroup></Project>"), ("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"X\" Version=\"1.1.0\" /><PackageVersion Include=\"Unused\" Version=\"1.0.0\" /></ItemGroup></Project>"));
        Assert.That(passport.Dependencies.Select(dependency => (dependency.Purl, dependency.Scope)), Is.EqualTo(new[]
        {
            ("pkg:npm/a@1.5.0", DependencyScope.Runtime), ("pkg:npm/b@1.6.0", DependencyScope.Dev), ("pkg:npm/c@3.0.0", DependencyScope.Runtime), ("pkg:nuget/X@1.1.0", DependencyScope.Runtime),
        }));
    }

    [Test]
    public async Task Dependencies_ThatAreVendored_BringTheirLicense()
    {
        var passport = await Scanning.PassportAsync(
            ("yarn.lock", "a@^1.0.0:\n  version \"1.5.0\"\n"), ("node_modules/a/LICENSE", LicenseSamples.Mit), ("node_modules/g/package.json", """{"name":"g","version":"2.0.0","license":"GPL-3.0-or-later","dependencies":{"zzz":"1.0.0"}}"""));
        Assert.That(passport.Dependencies.Select(dependency => (dependency.Name, dependency.License)), Is.EqualTo(new[] { ("a", "MIT"), ("g", "GPL-3.0-or-later") }));
        Assert.That(passport.Findings.Select(finding => (finding.Rule, finding.Severity)), Is.EqualTo(new[] { ("license.dependency", FindingSeverity.Warning) }));
    }
}
