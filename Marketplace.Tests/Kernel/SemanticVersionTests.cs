using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class SemanticVersionTests
{
    [TestCase("1.0.0", ExpectedResult = true)]
    [TestCase("2.0.0-beta.1", ExpectedResult = true)]
    [TestCase("0.0.0", ExpectedResult = true)]
    [TestCase("1.0", ExpectedResult = false)]
    [TestCase("v1.0.0", ExpectedResult = false)]
    [TestCase("01.0.0", ExpectedResult = false)]
    [TestCase("1.0.0-", ExpectedResult = false)]
    [TestCase("1.0.0-01", ExpectedResult = false)]
    [TestCase("1.0.0\n", ExpectedResult = false)]
    [TestCase("1.0.0/../x", ExpectedResult = false)]
    [TestCase("١.0.0", ExpectedResult = false, Description = "digits of another script")]
    public bool IsValid_FollowsSemver(string text) => SemanticVersion.IsValid(text);

    [Test]
    public void Compare_OrdersAsSemverSays()
    {
        string[] ascending =
        [
            "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
            "1.0.1", "1.2.0", "1.10.0", "2.0.0", "99999999999999999999.0.0",
        ];
        foreach (var (older, index) in ascending.Select((version, index) => (version, index)))
        {
            Assert.That(ascending.Skip(index + 1), Has.All.Matches<string>(newer =>
                SemanticVersion.Compare(older, newer) < 0 && SemanticVersion.Compare(newer, older) > 0), older);
        }

        Assert.That(SemanticVersion.Compare("1.2.3-a", "1.2.3-a"), Is.Zero);
    }
}
