using System.Text.Json.Nodes;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>The second reader of the contract finds what is wrong, and the sandbox's own answers are right by it.</summary>
internal sealed class ContractSchemasTests
{
    private const string Charges = "/v1/charges/{id}";

    [Test]
    public async Task Answer_ChangedInAnyWay_IsFound()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        var id = (await new ChargeService(sandbox.Stripe).ListAsync()).Single().Id;
        var (_, charge, _) = await sandbox.CallAsync(HttpMethod.Get, $"/v1/charges/{id}");
        IReadOnlyList<string> Changed(Action<JsonObject> change)
        {
            var copy = charge.DeepClone().AsObject();
            change(copy);
            return ContractSchemas.Instance.Answer("GET", Charges, copy.ToJsonString());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Changed(_ => { }), Is.Empty);
            Assert.That(Changed(c => c.Remove("amount")), Is.Not.Empty, "a required field is missing");
            Assert.That(Changed(c => c.Remove("failure_code")), Is.Not.Empty, "a field that is always there is missing");
            Assert.That(Changed(c => c["amount"] = "1999"), Is.Not.Empty, "text for a number");
            Assert.That(Changed(c => c["amount"] = null), Is.Not.Empty, "null for a number");
            Assert.That(Changed(c => c["amount"] = 19.99m), Is.Not.Empty, "a fraction for an integer");
            Assert.That(Changed(c => c["colour"] = "red"), Is.Not.Empty, "a field of no contract");
            Assert.That(Changed(c => c["status"] = "done"), Is.Not.Empty, "a value that is not listed");
            Assert.That(Changed(c => c["billing_details"]!["address"]!["planet"] = "Mars"), Is.Not.Empty, "an unknown field deep within");
            Assert.That(Changed(c => c["balance_transaction"] = new JsonObject { ["id"] = "txn_1" }), Is.Not.Empty, "half an object for a reference");
        }
    }

    [TestCase("currency=usd&recurring[interval]=month&unit_amount=4900&product=prod_1&metadata[a]=1&expand[]=product", true)]
    [TestCase("currency=usd&recurring[interval]=month&unit_amount=4900&product=prod_1&expand[0]=product", true)]
    [TestCase("recurring[interval]=month&unit_amount=4900&product=prod_1", false)]
    [TestCase("currency=usd&recurring[interval]=fortnight", false)]
    [TestCase("currency=usd&unit_amount=4900.5", false)]
    [TestCase("currency=usd&colour=red", false)]
    public void Request_IsMeasuredByTheContract(string form, bool fits) =>
        Assert.That(ContractSchemas.Instance.Request("POST", "/v1/prices", form), fits ? Is.Empty : Is.Not.Empty);

    [TestCase("GET", "/v1/charges/ch_1", "/v1/charges/{id}")]
    [TestCase("POST", "/v1/invoices/create_preview", "/v1/invoices/create_preview")]
    [TestCase("POST", "/v1/nothing", null)]
    public void Path_IsFoundByItsTemplate(string method, string path, string? template) =>
        Assert.That(ContractSchemas.Instance.Template(method, path), Is.EqualTo(template));
}
