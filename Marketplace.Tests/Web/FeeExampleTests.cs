using Marketplace.Core.Payments;
using Marketplace.Web.Payments;

namespace Marketplace.Tests.Web;

internal sealed class FeeExampleTests
{
    /// <summary>What the price page promises is what the ledger books.</summary>
    [Test]
    public void Example_ForAnyPrice_EqualsTheFeePolicy() => Assert.Multiple(() =>
    {
        foreach (var price in Enumerable.Range(0, 5000).Select(price => (long)price).Append(19_99).Append(1_000_000_00))
        {
            var example = FeeExample.Of(price);
            var fees = FeePolicy.Preview(price);
            Assert.That((example.Platform, example.Processing, example.SellerGets), Is.EqualTo((fees.PlatformFeeCents, fees.ProcessingFeeCents, fees.SellerAmountCents)), $"{price} cents");
        }
    });
}
