using System.Security.Cryptography;
using Marketplace.Core.Packages;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>Uploads that are cut, taken up again, replaced, given up and forgotten, on each provider.</summary>
[TestFixture(StoreKind.Azurite)]
[TestFixture(StoreKind.StrictS3)]
internal sealed class UploadTests(StoreKind kind)
{
    private const string Fingerprint = "0123456789abcdef";
    private static readonly byte[] Zip = ApiPerson.Zip(17_000_000);
    private static readonly byte[] OtherZip = ApiPerson.Zip(17_000_000);
    private StoreServer server = null!;
    private UploadDesk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await StoreServer.StartAsync(kind);

    [OneTimeTearDown]
    public ValueTask EndAsync() => server.DisposeAsync();

    [SetUp]
    public async Task OpenAsync() => desk = await UploadDesk.OpenAsync(server.Store);

    [TearDown]
    public ValueTask CloseAsync() => desk.DisposeAsync();

    [Test]
    public async Task Announce_OfTheSameFileAgain_GoesOn()
    {
        var first = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        Assert.That((first.Blocks.Count, first.Arrived.Count), Is.EqualTo((3, 0)));
        await desk.SendAsync(first, Zip, 0, 2);

        var second = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        Assert.That(second.Arrived, Is.EqualTo(new[] { 0, 2 }));
        Assert.That((second.UploadId, second.VersionId), Is.EqualTo((first.UploadId, first.VersionId)));
        await desk.SendAsync(second, Zip, 1);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Zip));
        Assert.That((await desk.CompleteAsync(second, sha256)).IsOk);
        Assert.That(((await desk.CheckAsync(second)).State, (await desk.VersionAsync(second.VersionId))!.Sha256), Is.EqualTo((PackageState.Ready, sha256)));
    }

    [Test]
    public async Task Read_SaysWhatHasArrived_ToItsSellerOnly()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, Zip, 1);
        var read = (await desk.ReadAsync()).Value!;
        Assert.That((read.UploadId, read.Arrived), Is.EqualTo((target.UploadId, new[] { 1 })));
        await desk.SendAsync(read, Zip, 0, 2);
        Assert.That((await desk.ReadAsync(Guid.CreateVersion7())).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await desk.ReadAsync(version: "9.0.0")).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await desk.CompleteAsync(read)).IsOk);
        Assert.That((await desk.ReadAsync()).Error!.Code, Is.EqualTo("packages.not_uploading"));
    }

    [TestCase(17_000_001L, Fingerprint)]
    [TestCase(null, "another file of this size")]
    [TestCase(null, null)]
    public async Task Announce_OfAnotherFile_StartsAnew_AndNothingIsMixed(long? size, string? fingerprint)
    {
        var mine = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(mine, Zip, 0, 1, 2);
        var other = (await desk.AnnounceAsync(size ?? OtherZip.Length, fingerprint)).Value!;
        Assert.That(other.Arrived, Is.Empty);
        Assert.That(other.UploadId, Is.Not.EqualTo(mine.UploadId));
        Assert.That((await desk.CompleteAsync(mine)).Error!.Code, Is.EqualTo("packages.upload_replaced"), "the first tab");
        Assert.That((await desk.CompleteAsync(other)).Error!.Code, Is.EqualTo("packages.blocks_missing"), "the second tab");
    }

    [Test]
    public async Task TwoTabs_WithTheSameFileAtOnce_ShareOneUpload()
    {
        var targets = await Task.WhenAll(desk.AnnounceAsync(Zip.Length, Fingerprint), desk.AnnounceAsync(Zip.Length, Fingerprint));
        Assert.That(targets[0].Value!.UploadId, Is.EqualTo(targets[1].Value!.UploadId));
        await Task.WhenAll(desk.SendAsync(targets[0].Value!, Zip, 0, 1, 2), desk.SendAsync(targets[1].Value!, Zip, 2, 1, 0));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Zip));
        var ends = await Task.WhenAll(desk.CompleteAsync(targets[0].Value!, sha256), desk.CompleteAsync(targets[1].Value!, sha256));
        Assert.That(ends.Select(end => end.Value), Is.All.EqualTo(targets[0].Value!.VersionId));
        Assert.That((await desk.CheckAsync(targets[0].Value!)).Sha256, Is.EqualTo(sha256));
        var news = await desk.WithAsync(db => Task.FromResult(db.OutboxMessages.Count(message => message.Type == PackageUploaded.Name)));
        Assert.That(news, Is.EqualTo(1), "one check");
        Assert.That((await desk.CompleteAsync(targets[1].Value!, new string('0', 64))).Error!.Code, Is.EqualTo("packages.other_uploaded"));
    }

    [Test]
    public async Task Complete_WhileBlocksAreMissingOrShort_IsRefused_AndGoesOn()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        Assert.That((await desk.CompleteAsync(target)).Error!.Code, Is.EqualTo("packages.blocks_missing"));
        await desk.SendAsync(target, Zip, 0, 1);
        Assert.That((await desk.CompleteAsync(target)).Error!.Code, Is.EqualTo("packages.blocks_missing"));
        using (var http = new HttpClient())
        using (var content = new ByteArrayContent(Zip[^100..]))
        using (var answer = await http.PutAsync(target.Blocks[2].Url, content))
        {
            Assert.That(answer.IsSuccessStatusCode);
        }

        Assert.That((await desk.CompleteAsync(target)).Error!.Code, Is.EqualTo("packages.blocks_missing"), "a block that was cut");
        Assert.That((await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!.Arrived, Is.EqualTo(new[] { 0, 1 }));
        await desk.SendAsync(target, Zip, 2);
        Assert.That((await desk.CompleteAsync(target)).IsOk);
    }

    [Test]
    public async Task Complete_OfWhatIsNoZip_IsRefused_AndTheSameFileStartsAnew()
    {
        var noZip = RandomNumberGenerator.GetBytes(100_000);
        var target = (await desk.AnnounceAsync(noZip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, noZip, 0);
        Assert.That((await desk.CompleteAsync(target)).Error!.Code, Is.EqualTo("packages.not_a_zip"));
        Assert.That((await desk.ReadAsync()).Error!.Code, Is.EqualTo("packages.upload_gone"));
        var again = (await desk.AnnounceAsync(noZip.Length, Fingerprint)).Value!;
        Assert.That((again.UploadId == target.UploadId, again.Arrived.Count), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task Announce_AfterTheStoreForgotTheBlocks_StartsAnew()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, Zip, 0);
        await server.Store.AbortBlocksAsync((await desk.VersionAsync(target.VersionId))!.Upload, CancellationToken.None);
        var again = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        Assert.That(again.Arrived, Is.Empty);
        await desk.SendAsync(again, Zip, 0, 1, 2);
        Assert.That((await desk.CompleteAsync(again)).IsOk);
    }

    [Test]
    public async Task Cancel_ForgetsTheVersionAndItsBlocks()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, Zip, 0);
        var upload = (await desk.VersionAsync(target.VersionId))!.Upload;
        Assert.That((await desk.CancelAsync(Guid.CreateVersion7())).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await desk.CancelAsync()).IsOk);
        Assert.That(await desk.VersionAsync(target.VersionId), Is.Null);
        Assert.That(await server.Store.ListBlocksAsync(upload, CancellationToken.None), Is.Null.Or.Empty);
        Assert.That((await desk.CancelAsync()).Error!.Code, Is.EqualTo("not_found"), "a second click");
        var again = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(again, Zip, 0, 1, 2);
        Assert.That((await desk.CompleteAsync(again)).IsOk);
        Assert.That((await desk.CancelAsync()).Error!.Code, Is.EqualTo("packages.not_uploading"));
    }

    [Test]
    public async Task Sweep_RemovesAnAbandonedUpload_WithItsBlocks()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, Zip, 0);
        var upload = (await desk.VersionAsync(target.VersionId))!.Upload;
        desk.Clock.Advance(PackagePolicy.AbandonedAfter - TimeSpan.FromMinutes(1));
        Assert.That((await desk.ReadAsync()).IsOk, "who asks goes on with it");
        desk.Clock.Advance(TimeSpan.FromHours(2));
        await desk.SweepAsync();
        Assert.That(await desk.VersionAsync(target.VersionId), Is.Not.Null);
        desk.Clock.Advance(PackagePolicy.AbandonedAfter);
        await desk.SweepAsync();
        Assert.That(await desk.VersionAsync(target.VersionId), Is.Null);
        Assert.That(await server.Store.ListBlocksAsync(upload, CancellationToken.None), Is.Null.Or.Empty);
        Assert.That((await server.Store.ListOpenUploadsAsync(upload.Key, CancellationToken.None).ToListAsync()), Is.Empty);
    }

    [Test]
    public async Task SweepStrays_RemovesWhatNoVersionWaitsFor_OnceItIsOld()
    {
        var replaced = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(replaced, Zip, 0);
        var upload = (await desk.VersionAsync(replaced.VersionId))!.Upload;
        var waitedFor = (await desk.AnnounceAsync(Zip.Length, "another file of this size")).Value!;
        await desk.SendAsync(waitedFor, Zip, 0);
        var body = $"uploads/{Guid.NewGuid():N}.zip";
        await server.Store.WriteAsync(body, new MemoryStream(Zip[..100]), "application/zip", CancellationToken.None);
        var wholeBody = (await desk.AnnounceAsync(null, null, "2.0.0")).Value!;
        var waitedForBody = (await desk.VersionAsync(wholeBody.VersionId))!.BlobKey;
        await server.Store.WriteAsync(waitedForBody, new MemoryStream(Zip[..100]), "application/zip", CancellationToken.None);

        await desk.SweepStraysAsync();
        Assert.That(await server.Store.GetSizeAsync(body, CancellationToken.None), Is.EqualTo(100), "young ones stay");
        var old = TimeProvider.System.GetUtcNow() + PackagePolicy.AbandonedAfter + TimeSpan.FromMinutes(5);
        await desk.WithAsync(db => new SweepStrayUploads(db, server.Store, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(old)).ExecuteAsync(CancellationToken.None));
        Assert.That(await server.Store.GetSizeAsync(body, CancellationToken.None), Is.Null);
        Assert.That(await server.Store.ListBlocksAsync(upload, CancellationToken.None), Is.Null.Or.Empty);
        Assert.That((await desk.ReadAsync()).Value!.Arrived, Is.EqualTo(new[] { 0 }), "what a version waits for stays");
        Assert.That(await server.Store.GetSizeAsync(waitedForBody, CancellationToken.None), Is.EqualTo(100));
    }

    [Test]
    public async Task Complete_OfBytesThatWereMixed_IsRefusedByTheCheck_AndTheNextStartsAnew()
    {
        var target = (await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!;
        await desk.SendAsync(target, OtherZip, 0);
        await desk.SendAsync(target, Zip, 1, 2);
        Assert.That((await desk.CompleteAsync(target, Convert.ToHexStringLower(SHA256.HashData(Zip)))).IsOk);
        Assert.That(await desk.CheckAsync(target), Has.Property("State").EqualTo(PackageState.Refused).And.Property("RefusedReason").Contains("SHA-256"));
        Assert.That((await desk.AnnounceAsync(Zip.Length, Fingerprint)).Value!.Arrived, Is.Empty);
    }
}
