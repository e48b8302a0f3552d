using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class LicenseTests
{
    [TestCaseSource(typeof(LicenseSamples), nameof(LicenseSamples.All))]
    public void Identify_ALicenseText_GivesItsSpdxId(string text, string? id) => Assert.That(LicenseTexts.Identify(text), Is.EqualTo(id));

    [TestCase("// SPDX-License-Identifier: MIT", ExpectedResult = "MIT")]
    [TestCase("/* SPDX-License-Identifier: GPL-2.0-or-later WITH Classpath-exception-2.0 */", ExpectedResult = "GPL-2.0-or-later WITH Classpath-exception-2.0")]
    [TestCase("<!-- SPDX-License-Identifier: (MIT OR Apache-2.0) -->", ExpectedResult = "(MIT OR Apache-2.0)")]
    [TestCase("# SPDX-License-Identifier: Apache-2.0\nimport os", ExpectedResult = "Apache-2.0")]
    [TestCase("no header", ExpectedResult = null)]
    public string? OfHeader_ReadsTheExpression(string text) => LicenseTexts.OfHeader(text);

    [TestCase("LICENSE", ExpectedResult = true)]
    [TestCase("a/license.md", ExpectedResult = true)]
    [TestCase("LICENCE.txt", ExpectedResult = true)]
    [TestCase("LICENSE-MIT", ExpectedResult = true)]
    [TestCase("COPYING.LESSER", ExpectedResult = true)]
    [TestCase("UNLICENSE", ExpectedResult = true)]
    [TestCase("license.cs", ExpectedResult = false)]
    [TestCase("licenses/list.json", ExpectedResult = false)]
    [TestCase("LicenseKey.txt", ExpectedResult = false)]
    public bool IsLicenseFile_ByName(string path) => LicenseTexts.IsLicenseFile(path);

    [TestCase("GPL-3.0-only", true, ExpectedResult = FindingSeverity.Blocking)]
    [TestCase("AGPL-3.0-or-later", true, ExpectedResult = FindingSeverity.Blocking)]
    [TestCase("GPL-3.0-only", false, ExpectedResult = FindingSeverity.Warning)]
    [TestCase("LGPL-2.1-only", true, ExpectedResult = FindingSeverity.Info)]
    [TestCase("MPL-2.0", false, ExpectedResult = FindingSeverity.Info)]
    [TestCase("MIT OR GPL-3.0-only", true, ExpectedResult = null)]
    [TestCase("(MIT AND GPL-3.0-only)", true, ExpectedResult = FindingSeverity.Blocking)]
    [TestCase("GPL-2.0-only WITH Classpath-exception-2.0", true, ExpectedResult = FindingSeverity.Info)]
    [TestCase("MIT", true, ExpectedResult = null)]
    public FindingSeverity? SeverityOfLicense_OfAnExpression(string expression, bool isOwnFile) => PassportPolicy.SeverityOfLicense(expression, isOwnFile);

    [Test]
    public async Task Copyleft_OfTheOwnFiles_Blocks_OfAVendoredCopyWarns()
    {
        var passport = await Scanning.PassportAsync(("LICENSE", LicenseSamples.Gpl3), ("src/a.c", "// SPDX-License-Identifier: AGPL-3.0-or-later\nint a;"), ("node_modules/x/LICENSE", LicenseSamples.Gpl3), ("third_party/y/COPYING", LicenseSamples.Mit));
        Assert.That(passport.Findings.Select(finding => (finding.Rule, finding.Severity, finding.Path)), Is.EqualTo(new[]
        {
            ("license.own", FindingSeverity.Blocking, "LICENSE"), ("license.own", FindingSeverity.Blocking, "src/a.c"), ("license.vendored", FindingSeverity.Warning, "node_modules/x/LICENSE"),
        }));
        Assert.That(passport.FileLicenses, Is.EqualTo(new[] { "AGPL-3.0-or-later", "GPL-3.0-only" }));
        Assert.That(passport.Check(PassportPolicy.NoCopyleft).Passed, Is.False);
    }
}
