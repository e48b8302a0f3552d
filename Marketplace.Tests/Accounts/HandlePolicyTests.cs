using Marketplace.Core.Accounts;

namespace Marketplace.Tests.Accounts;

internal sealed class HandlePolicyTests
{
    [TestCase("Ada Lovelace", ExpectedResult = "ada-lovelace")]
    [TestCase("Jörg", ExpectedResult = "jorg")]
    [TestCase("Al", ExpectedResult = "al-dev")]
    [TestCase("李", ExpectedResult = "member-dev")]
    [TestCase("Support", ExpectedResult = "support-dev")]
    public string FromName_IsAValidHandle(string name) => HandlePolicy.FromName(name);

    [Test]
    public void FromName_OfALongName_FitsTheLimit() =>
        Assert.That(HandlePolicy.FromName(new string('x', 200)), Has.Length.EqualTo(HandlePolicy.MaxLength));
}
