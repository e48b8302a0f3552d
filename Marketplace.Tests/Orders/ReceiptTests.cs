using System.Diagnostics;
using System.Text.Json;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Orders;

/// <summary>Signed receipts: what they say, that no byte of them can change, and that keys can be replaced.</summary>
internal sealed class ReceiptTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string PackageSha256 = new('a', 64);
    private Market market = null!;
    private Order order = null!;

    [SetUp]
    public async Task BuyAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        var product = await market.ProductAsync(await market.SellerAsync(), 19_99);
        await market.ReadAsync(async db =>
        {
            var now = market.Clock.GetUtcNow();
            var version = new PackageVersion { Id = Guid.CreateVersion7(now), ProductId = product.Id, Version = "1.4.0", BlobKey = "packages/x.zip", CreatedAt = now, UpdatedAt = now };
            version.Complete(3, null, now);
            version.Accept(version.BlobKey, new(3, PackageSha256, [], new string('b', 64)), PackageState.Ready, now);
            db.PackageVersions.Add(version);
            await db.Products.Where(row => row.Id == product.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LatestVersionId, version.Id));
            return await db.SaveChangesAsync();
        });
        order = await market.PaidOrderAsync(await market.BuyerAsync(), product);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task AReceipt_NamesOrderVersionAndLicenceText_AndStaysTheSame()
    {
        var bytes = await ReceiptAsync();
        var receipt = SignedDocument.Parse(bytes)!.Read<PurchaseReceipt>(SignedDocument.ReceiptType)!;
        Assert.That((receipt.OrderNumber, receipt.Version, receipt.PackageSha256, receipt.ManifestSha256), Is.EqualTo((order.Number, "1.4.0", PackageSha256, new string('b', 64))));
        Assert.That((receipt.LicenseTerms, receipt.LicenseTermsSha256), Is.EqualTo(("standard-1", LicenseTerms.Of(order.Lines[0].License, 1).Sha256)));
        market.Clock.Advance(TimeSpan.FromDays(3));
        Assert.That(await ReceiptAsync(), Is.EqualTo(bytes));
    }

    [Test]
    public async Task FourAtOnce_GetTheSameReceipt()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReceiptAsync()));
        Assert.That(receipts.Select(Convert.ToHexString).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await market.ReadAsync(db => db.SigningKeys.CountAsync()), Is.EqualTo(1), "the first signatures made one key");
    }

    [Test]
    public async Task AnyByteChanged_AndItIsNotGenuine()
    {
        var bytes = await ReceiptAsync();
        Assert.That((await VerifyAsync(bytes)).Proof, Is.EqualTo(Proof.Genuine));
        var key = await market.ReadAsync(db => db.SigningKeys.AsNoTracking().SingleAsync());
        for (var index = 0; index < bytes.Length; index++)
        {
            foreach (var flip in (byte[])[0x01, 0x20, 0x80])
            {
                var changed = (byte[])bytes.Clone();
                changed[index] ^= flip;
                var document = SignedDocument.Parse(changed);
                Assert.That(document is null || document.KeyId != key.Id || !SigningKeys.IsSignedBy(document, key.PublicKey), $"byte {index} ^ {flip}");
            }
        }

        bytes[bytes.Length / 2] ^= 1;
        Assert.That((await VerifyAsync(bytes)).Proof, Is.EqualTo(Proof.NotGenuine));
    }

    [Test]
    public async Task APackage_IsHeldAgainstTheReceipt()
    {
        var bytes = await ReceiptAsync();
        Assert.That((await VerifyAsync(bytes, PackageSha256)).Proof, Is.EqualTo(Proof.Genuine));
        Assert.That((await VerifyAsync(bytes, new string('c', 64))).Proof, Is.EqualTo(Proof.PackageDiffers));
        Assert.That((await VerifyAsync(null, PackageSha256)).Version!.Version, Is.EqualTo("1.4.0"));
        Assert.That((await VerifyAsync(null, new string('c', 64))).Proof, Is.EqualTo(Proof.UnknownPackage));
    }

    [Test]
    public async Task AfterARefund_TheReceiptIsGenuine_AndSaysSo()
    {
        var bytes = await ReceiptAsync();
        await market.RefundAsync(order);
        var verification = await VerifyAsync(bytes);
        Assert.That((verification.Proof, verification.IsRefunded), Is.EqualTo((Proof.Genuine, true)));
    }

    [Test]
    public async Task AKeyThatWasReplaced_StillProves_ARevokedOneDoesNot_AndTheReceiptIsSignedAnew()
    {
        var old = await ReceiptAsync();
        await RotateAsync(isKnownToOthers: false);
        Assert.That((await VerifyAsync(old)).Proof, Is.EqualTo(Proof.Genuine));
        Assert.That(await ReceiptAsync(), Is.EqualTo(old));

        await market.ReadAsync(db => db.SigningKeys.ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, market.Clock.GetUtcNow())));
        Assert.That((await VerifyAsync(old)).Proof, Is.EqualTo(Proof.NotGenuine));
        await RotateAsync(isKnownToOthers: true);
        var renewed = await ReceiptAsync();
        Assert.That(SignedDocument.Parse(renewed)!.Payload, Is.EqualTo(SignedDocument.Parse(old)!.Payload));
        Assert.That((await VerifyAsync(renewed)).Proof, Is.EqualTo(Proof.Genuine));
    }

    [Test]
    public async Task Keys_AreReplacedAfterAYear_Once()
    {
        await ReceiptAsync();
        await Task.WhenAll(RotateIfDueAsync(), RotateIfDueAsync());
        Assert.That(await market.ReadAsync(db => db.SigningKeys.CountAsync()), Is.EqualTo(1));
        market.Clock.Advance(SigningPolicy.Lifetime);
        await Task.WhenAll(RotateIfDueAsync(), RotateIfDueAsync());
        Assert.That(await market.ReadAsync(db => db.SigningKeys.CountAsync()), Is.EqualTo(2));
        Assert.That(await market.ReadAsync(db => db.SigningKeys.CountAsync(key => key.RetiredAt == null)), Is.EqualTo(1));
    }

    [Test]
    public async Task TheDocumentedScript_AgreesOffline()
    {
        if (Run("openssl", "version") is not { ExitCode: 0, Output: var version } || !version.StartsWith("OpenSSL 3", StringComparison.Ordinal) || Run("python3", "--version").ExitCode != 0)
        {
            Assert.Ignore("docs/verify_purchase.py needs python3 and OpenSSL 3, and one of them is not here.");
        }

        var folder = Directory.CreateTempSubdirectory("receipt-");
        try
        {
            var receipt = Path.Combine(folder.FullName, "receipt.json");
            var keys = Path.Combine(folder.FullName, "keys.json");
            var package = Path.Combine(folder.FullName, "package.zip");
            var bytes = await ReceiptAsync();
            var key = await market.ReadAsync(db => db.SigningKeys.AsNoTracking().SingleAsync());
            await File.WriteAllBytesAsync(receipt, bytes);
            await File.WriteAllTextAsync(keys, JsonSerializer.Serialize(new { keys = new[] { new { kid = key.Id, x = System.Buffers.Text.Base64Url.EncodeToString(key.PublicKey), revokedAt = (string?)null } } }));
            await File.WriteAllTextAsync(package, "other bytes");
            var script = Path.Combine(Repository.Root, "docs", "verify_purchase.py");
            var genuine = Run("python3", script, receipt, keys);
            Assert.That((genuine.ExitCode, genuine.Output), Is.EqualTo((0, genuine.Output)));
            Assert.That(genuine.Output, Does.StartWith("GENUINE"));
            Assert.That(Run("python3", script, receipt, keys, package).ExitCode, Is.Not.Zero);
            bytes[bytes.Length / 3] ^= 1;
            await File.WriteAllBytesAsync(receipt, bytes);
            Assert.That(Run("python3", script, receipt, keys).ExitCode, Is.Not.Zero);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");
        }
    }

    private async Task<byte[]> ReceiptAsync() => (await market.WithAsync((IssueReceipt issue) => issue.ExecuteAsync(order.Id, order.Lines[0].Id, None))).Value!;

    private Task<Verification> VerifyAsync(byte[]? document, string? packageSha256 = null) =>
        market.WithAsync((VerifyDocument verify) => verify.ExecuteAsync(document, packageSha256, None));

    private Task<SigningKey> RotateAsync(bool isKnownToOthers) => market.WithAsync((SigningKeys keys) => keys.RotateAsync(isKnownToOthers, None));

    private Task<SigningKey> RotateIfDueAsync() => market.WithAsync((SigningKeys keys) => keys.RotateIfDueAsync(None));
}
