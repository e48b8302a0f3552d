using System.Security.Cryptography;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>Uploads to the running product's store, checked by its Workers.</summary>
internal sealed class VersionEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private SellerProductView product = null!;

    [SetUp]
    public async Task StartAsync()
    {
        seller = await ApiPerson.SellerAsync();
        product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
    }

    [TearDown]
    public void End() => seller.Dispose();

    [Test]
    public async Task Upload_InBlocksOutOfOrder_IsTheSameBytes()
    {
        var zip = ApiPerson.Zip(17_000_000);
        var target = await seller.Selling.CreateVersionAsync(product.Id, new() { Version = "1.0.0", SizeBytes = zip.Length }, None);
        Assert.That(target.Blocks, Has.Count.EqualTo(3));
        using var store = new HttpClient();
        foreach (var block in target.Blocks.Skip(1).Reverse())
        {
            await PutBlockAsync(store, block.Url, zip.AsMemory((int)block.Offset, (int)block.LengthBytes));
        }

        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 400, "packages.blocks_missing");
        await PutBlockAsync(store, target.Blocks[0].Url, zip.AsMemory(0, (int)target.Blocks[0].LengthBytes));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(zip));
        await seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new() { Sha256 = sha256 }, None);
        var ready = await seller.CheckedAsync(product.Id, "1.0.0");
        Assert.That((ready.Status, ready.Sha256, ready.SizeBytes, ready.FileCount), Is.EqualTo((PackageStatus.Ready, sha256, (long?)zip.Length, (int?)1)));
    }

    [Test]
    public async Task Upload_ThatWasCut_GoesOn_AndCanBeGivenUp()
    {
        var zip = ApiPerson.Zip(17_000_000);
        var announcement = new CreateVersionRequest { Version = "1.0.0", SizeBytes = zip.Length, Fingerprint = "a file of mine" };
        var target = await seller.Selling.CreateVersionAsync(product.Id, announcement, None);
        using var store = new HttpClient();
        await PutBlockAsync(store, target.Blocks[1].Url, zip.AsMemory((int)target.Blocks[1].Offset, (int)target.Blocks[1].LengthBytes));
        var upload = await seller.Selling.GetUploadAsync(product.Id, "1.0.0", None);
        Assert.That((upload.UploadId, upload.Arrived, upload.Blocks.Count), Is.EqualTo((target.UploadId, new[] { 1 }, 3)));
        Assert.That((await seller.Selling.CreateVersionAsync(product.Id, announcement, None)).Arrived, Is.EqualTo(new[] { 1 }));

        using var stranger = await ApiPerson.SellerAsync();
        await Refusal.OfAsync(stranger.Selling.GetUploadAsync(product.Id, "1.0.0", None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.CancelUploadAsync(product.Id, "1.0.0", None), 404, "not_found");
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(guest.Selling.GetUploadAsync(product.Id, "1.0.0", None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Selling.CancelUploadAsync(product.Id, "1.0.0", None), 401, "unauthenticated");

        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new() { UploadId = Guid.NewGuid() }, None), 409, "packages.upload_replaced");
        await seller.Selling.CancelUploadAsync(product.Id, "1.0.0", None);
        await Refusal.OfAsync(seller.Selling.GetUploadAsync(product.Id, "1.0.0", None), 404, "not_found");
        Assert.That((await seller.Selling.GetStoreAsync(None)).UploadOrigin, Is.EqualTo(new Uri(target.UploadUrl).GetLeftPart(UriPartial.Authority)));
    }

    [Test]
    public async Task Complete_OfWhatIsNoZip_IsRefusedAtOnce_AndCanBeSentAgain()
    {
        var target = await seller.Selling.CreateVersionAsync(product.Id, new() { Version = "1.0.0" }, None);
        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 400, "packages.nothing_uploaded");
        await ApiPerson.PutAsync(target, "this is no zip at all, but long enough to be one"u8.ToArray());
        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 400, "packages.not_a_zip");
        await ApiPerson.PutAsync(target, ApiPerson.Zip()[..^10]);
        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 400, "packages.not_a_zip");
        await ApiPerson.PutAsync(target, []);
        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 400, "packages.nothing_uploaded");
        await ApiPerson.PutAsync(target, ApiPerson.Zip());
        await seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None);
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).Status, Is.EqualTo(PackageStatus.Ready));
    }

    [Test]
    public async Task Check_OfAHostileZip_RefusesWithTheReason_AndTheVersionCanBeAnnouncedAgain()
    {
        await seller.UploadAsync(product.Id, "1.0.0", HostileZip.Of("../evil.sh"));
        var refused = await seller.CheckedAsync(product.Id, "1.0.0");
        Assert.That((refused.Status, refused.RefusedReason), Is.EqualTo((PackageStatus.Refused, "“../evil.sh” would be unpacked outside its folder or has an unusable name.")));
        await Refusal.OfAsync(seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None), 409, "packages.not_uploading");
        await seller.UploadAsync(product.Id, "1.0.0", ApiPerson.Zip());
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).Status, Is.EqualTo(PackageStatus.Ready));
    }

    [Test]
    public async Task Check_OfOtherBytesThanAnnounced_Refuses()
    {
        await seller.UploadAsync(product.Id, "1.0.0", ApiPerson.Zip(), sha256: new string('0', 64));
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).RefusedReason, Does.StartWith("The bytes differ"));
    }

    [Test]
    public async Task Announce_OfALowerOrReadyVersion_IsRefused()
    {
        await seller.UploadAsync(product.Id, "1.1.0", ApiPerson.Zip());
        await seller.CheckedAsync(product.Id, "1.1.0");
        await Refusal.OfAsync(seller.Selling.CreateVersionAsync(product.Id, new() { Version = "1.1.0" }, None), 409, "packages.already_uploaded");
        await Refusal.OfAsync(seller.Selling.CreateVersionAsync(product.Id, new() { Version = "1.1.0-rc.1" }, None), 409, "packages.version_not_higher");
        await Refusal.OfAsync(seller.Selling.CreateVersionAsync(product.Id, new() { Version = "v2" }, None), 400, "packages.bad_version");
        Assert.That((await seller.Selling.CompleteVersionAsync(product.Id, "1.1.0", new(), None)).Status, Is.EqualTo(PackageStatus.Ready), "a second click");
    }

    [Test]
    public async Task UploadAddress_AfterTheCheck_ChangesNothingThatIsSold()
    {
        var target = await seller.Selling.CreateVersionAsync(product.Id, new() { Version = "1.0.0" }, None);
        await ApiPerson.PutAsync(target, ApiPerson.Zip());
        await seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None);
        await seller.CheckedAsync(product.Id, "1.0.0");
        var before = await KeyAsync(target.VersionId);
        await ApiPerson.PutAsync(target, "other bytes"u8.ToArray());
        Assert.That(before, Does.StartWith("packages/"));
        Assert.That(target.UploadUrl, Does.Not.Contain(before));
    }

    private static Task<string> KeyAsync(Guid versionId) => ApiPerson.InDatabaseAsync(async db => (await db.PackageVersions.FindAsync(versionId))!.BlobKey);

    private static async Task PutBlockAsync(HttpClient store, string url, ReadOnlyMemory<byte> bytes)
    {
        using var content = new ReadOnlyMemoryContent(bytes);
        using var answer = await store.PutAsync(url, content);
        answer.EnsureSuccessStatusCode();
    }
}
