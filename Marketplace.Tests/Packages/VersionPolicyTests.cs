using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;

namespace Marketplace.Tests.Packages;

internal sealed class VersionPolicyTests
{
    [TestCase("1.0.0", "1.0.0 0.9.0")]
    [TestCase("1.10.0", "1.9.0 1.10.0 1.2.0", TestName = "numbers, not text")]
    [TestCase("1.0.0", "2.0.0-rc.1 1.0.0", TestName = "a release before a higher pre-release")]
    [TestCase("2.0.0-rc.10", "2.0.0-rc.2 2.0.0-rc.10 2.0.0-beta", TestName = "pre-releases among themselves")]
    [TestCase("1.0.0", "1.1.0! 1.0.0", TestName = "a yanked one is passed over")]
    [TestCase("1.1.0", "1.1.0! 1.0.0!", TestName = "all yanked: the highest")]
    [TestCase("1.0.0-beta", "1.1.0! 1.0.0-beta", TestName = "a pre-release before a yanked release")]
    public void Newest(string expected, string versions)
    {
        var newest = VersionPolicy.Newest(versions.Split(' '), text => text.TrimEnd('!'), text => text.EndsWith('!'));
        Assert.That(newest!.TrimEnd('!'), Is.EqualTo(expected));
    }

    [TestCase("1.0.0 2.0.0-beta.1", ExpectedResult = "1.0.0", TestName = "a fix may come after a pre-release")]
    [TestCase("1.9.0 1.10.0", ExpectedResult = "1.10.0", TestName = "numbers")]
    [TestCase("1.0.0-a", ExpectedResult = null, TestName = "no release yet")]
    public string? HighestRelease(string versions) => VersionPolicy.HighestRelease(versions.Split(' '));

    [TestCase("1.9.0", "2.0.0", ExpectedResult = true)]
    [TestCase("1.0.0", "1.9.9", ExpectedResult = false)]
    [TestCase("9.0.0", "10.0.0-beta", ExpectedResult = true)]
    [TestCase("2.0.0", "1.0.0", ExpectedResult = false)]
    public bool IsBreaking(string from, string to) => SemanticVersion.IsBreaking(from, to);
}
