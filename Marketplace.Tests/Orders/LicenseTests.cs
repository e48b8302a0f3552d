using Marketplace.Core.Catalog;
using Marketplace.Core.Orders;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Orders;

/// <summary>Licence keys are issued with the purchase and count as long as it does.</summary>
internal sealed class LicenseTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private Market market = null!;
    private Order order = null!;

    [SetUp]
    public async Task BuyAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        order = await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), 19_99));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task Validate_ANewMachine_ActivatesIt_OnceHoweverOftenItAsks()
    {
        var first = await ValidateAsync("laptop");
        await market.PassAsync(TimeSpan.FromMinutes(5));
        var again = await ValidateAsync("laptop");
        Assert.That((first.Value!.IsValid, first.Value.Activations, again.Value!.Activations, again.Value.ActivatedAt), Is.EqualTo((true, 1, 1, first.Value.ActivatedAt)));
    }

    [Test]
    public async Task Validate_TwentyMachinesAtOnce_OnlyAsManyAsTheLimitGetIn()
    {
        var limit = LicensePolicy.ActivationLimit(LicenseKind.Standard);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(machine => ValidateAsync($"machine-{machine}")));
        Assert.That(answers.Count(answer => answer.IsOk), Is.EqualTo(limit));
        Assert.That(answers.Where(answer => !answer.IsOk).Select(answer => answer.Error!.Code), Has.All.EqualTo("licenses.activation_limit"));
        Assert.That(await market.ReadAsync(db => db.LicenseActivations.CountAsync()), Is.EqualTo(limit));
    }

    [Test]
    public async Task TwoAtTheLastActivation_OneGetsIt_AndTheOtherAfterADeactivation()
    {
        for (var machine = 1; machine < LicensePolicy.ActivationLimit(LicenseKind.Standard); machine++)
        {
            await ValidateAsync($"machine-{machine}");
        }

        var two = await Task.WhenAll(ValidateAsync("left"), ValidateAsync("right"));
        Assert.That(two.Count(answer => answer.IsOk), Is.EqualTo(1));
        Assert.That((await DeactivateAsync("machine-1")).IsOk);
        Assert.That((await DeactivateAsync("machine-1")).Error!.Code, Is.EqualTo("licenses.not_activated"));
        Assert.That((await ValidateAsync(two[0].IsOk ? "right" : "left")).IsOk);
    }

    [Test]
    public async Task Validate_AfterARefund_SaysRevoked_AndActivatesNothing()
    {
        await ValidateAsync("laptop");
        Assert.That((await market.RefundAsync(order)).IsOk);
        var known = (await ValidateAsync("laptop")).Value!;
        var other = (await ValidateAsync("desktop")).Value!;
        Assert.That((known.IsValid, other.IsValid, other.Activations, other.ActivatedAt), Is.EqualTo((false, false, 1, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task Validate_AKeyAsPeopleTypeIt_IsFound_AndAWrongOneIsNot()
    {
        var key = order.Lines[0].LicenseKey!;
        var typed = key.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.That((await market.WithAsync((ValidateLicense validate) => validate.ExecuteAsync(typed, "laptop", None))).IsOk);
        var wrong = await market.WithAsync((ValidateLicense validate) => validate.ExecuteAsync("MKT-AAAAA-AAAAA-AAAAA-AAAAA", "laptop", None));
        Assert.That(wrong.Error!.Code, Is.EqualTo("licenses.unknown_key"));
    }

    [Test]
    public async Task TheBuyer_RemovesAnActivation_AStrangerDoesNot()
    {
        await ValidateAsync("laptop");
        var activation = await market.ReadAsync(db => db.LicenseActivations.Select(row => row.Id).SingleAsync());
        var stranger = await market.WithAsync((DeactivateLicense deactivate) => deactivate.ExecuteAsync(Guid.NewGuid(), order.Id, activation, None));
        Assert.That(stranger.Error!.Code, Is.EqualTo("not_found"));
        Assert.That(await market.ReadAsync(db => db.LicenseActivations.CountAsync()), Is.EqualTo(1));
        Assert.That((await market.WithAsync((DeactivateLicense deactivate) => deactivate.ExecuteAsync(order.BuyerId, order.Id, activation, None))).IsOk);
        Assert.That(await market.ReadAsync(db => db.LicenseActivations.CountAsync()), Is.Zero);
    }

    /// <summary>A text that was sold never changes: a correction is a new version, and its digest joins these.</summary>
    [TestCase(LicenseKind.Standard, 1, ExpectedResult = "cae05baa7b8ec320776bc7e8130c512fd6a1eb537220b9ed0a1ab10c8797e445")]
    [TestCase(LicenseKind.Extended, 1, ExpectedResult = "0700578bf225f9950c5d152a5ebbd07b4011be0ced452d62091c8b6a86a3c92c")]
    public string Terms_ThatWereSold_AreNeverEdited(LicenseKind kind, int version) => LicenseTerms.Of(kind, version).Sha256;

    [Test]
    public void Terms_TheOrderKeepsTheVersionThatWasSold() =>
        Assert.That(order.Lines[0].TermsVersion, Is.EqualTo(LicenseTerms.CurrentVersion));

    private Task<Core.Kernel.Result<LicenseStanding>> ValidateAsync(string fingerprint) =>
        market.WithAsync((ValidateLicense validate) => validate.ExecuteAsync(order.Lines[0].LicenseKey!, fingerprint, None));

    private Task<Core.Kernel.Result<LicenseStanding>> DeactivateAsync(string fingerprint) =>
        market.WithAsync((DeactivateLicense deactivate) => deactivate.ExecuteAsync(order.Lines[0].LicenseKey!, fingerprint, None));
}
