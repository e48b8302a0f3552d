using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Marketplace.Core.Packages;

namespace Marketplace.Tests.Packages;

/// <summary>What every file store must do, asked of each provider on each server that can run here.</summary>
[TestFixture(StoreKind.Azurite)]
[TestFixture(StoreKind.SigningS3rver)]
[TestFixture(StoreKind.S3rver)]
[TestFixture(StoreKind.StrictS3)]
internal sealed class FileStoreContractTests(StoreKind kind)
{
    private const int Block = PackagePolicy.BlockBytes;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);
    private readonly HttpClient http = new();
    private StoreServer server = null!;

    private IFileStore Store => server.Store;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await StoreServer.StartAsync(kind);

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Test]
    public async Task SignedBlocks_InAnyOrder_AreJoined()
    {
        var bytes = Bytes(Block * 2 + 1000);
        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        var blocks = new List<StoredBlock>();
        foreach (var block in PackagePolicy.Blocks(bytes.Length).Reverse())
        {
            blocks.Add(await SendAsync(upload, block.Index, bytes.AsMemory((int)block.Offset, (int)block.Length)));
        }

        Assert.That(await Store.GetSizeAsync(upload.Key, None), Is.Null, "before they are joined there is no object");
        Assert.That(await Store.CommitBlocksAsync(upload, [.. blocks.OrderBy(block => block.Index)], None), Is.True);
        Assert.That(await Store.GetSizeAsync(upload.Key, None), Is.EqualTo(bytes.Length));
        Assert.That(await ReadAsync(upload.Key), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Commit_WithABlockThatNeverCame_IsRefused()
    {
        // @20minutes/s3rver dies of such a commit; s3rver joins what it has.
        server.Require(Needs.OpenUploads);
        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        var first = await SendAsync(upload, 0, Bytes(Block));
        Assert.That(await Store.CommitBlocksAsync(upload, [first, first with { Index = 1 }], None), Is.False);
        Assert.That(await Store.GetSizeAsync(upload.Key, None), Is.Null);
    }

    [Test]
    public async Task ListBlocks_SaysWhatHasArrived_EachOnce()
    {
        server.Require(Needs.OpenUploads);
        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        Assert.That(await Store.ListBlocksAsync(upload, None), Is.Empty);
        await SendAsync(upload, 2, Bytes(500));
        await SendAsync(upload, 0, Bytes(Block));
        await SendAsync(upload, 0, Bytes(Block));
        var listed = (await Store.ListBlocksAsync(upload, None))!;
        Assert.That(listed.Select(block => (block.Index, block.LengthBytes)), Is.EqualTo(new[] { (0, (long)Block), (2, 500L) }));
    }

    [Test]
    public async Task ListBlocks_OfManyPages_HasThemAll()
    {
        server.Require(Needs.OpenUploads);
        if (server.Strict is { } strict)
        {
            strict.PageSize = 2;
        }

        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        foreach (var index in Enumerable.Range(0, 5))
        {
            await SendAsync(upload, index, Bytes(10));
        }

        Assert.That((await Store.ListBlocksAsync(upload, None))!.Select(block => block.Index), Is.EqualTo(Enumerable.Range(0, 5)));
    }

    [Test]
    public async Task Commit_OfABlockSentAgainSince_IsRefused_AndCanBeTriedAgain()
    {
        server.Require(Needs.OpenUploads);
        if (kind == StoreKind.Azurite)
        {
            Assert.Ignore("Azure has no word for a block's content: the SHA-256 of the whole is the judge there.");
        }

        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        await SendAsync(upload, 0, Bytes(100));
        var listed = (await Store.ListBlocksAsync(upload, None))!;
        await SendAsync(upload, 0, Bytes(100));
        Assert.That(await Store.CommitBlocksAsync(upload, listed, None), Is.False);
        Assert.That(await Store.CommitBlocksAsync(upload, (await Store.ListBlocksAsync(upload, None))!, None), Is.True);
    }

    [Test]
    public async Task Commit_Twice_LeavesTheObject()
    {
        server.Require(Needs.OpenUploads);
        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        await SendAsync(upload, 0, Bytes(100));
        var listed = (await Store.ListBlocksAsync(upload, None))!;
        var answers = await Task.WhenAll(Store.CommitBlocksAsync(upload, listed, None), Store.CommitBlocksAsync(upload, listed, None));
        Assert.That(answers, Has.Some.True);
        Assert.That(await Store.GetSizeAsync(upload.Key, None), Is.EqualTo(100));
    }

    [Test]
    public async Task Abort_DropsTheBlocks_AndTheUploadIsNoMoreListed()
    {
        server.Require(Needs.OpenUploads);
        var prefix = $"uploads/{Guid.NewGuid():N}/";
        var kept = await Store.BeginBlocksAsync(prefix + "kept.zip", None);
        var dropped = await Store.BeginBlocksAsync(prefix + "dropped.zip", None);
        await SendAsync(kept, 0, Bytes(100));
        await SendAsync(dropped, 0, Bytes(100));
        await Store.WriteAsync(prefix + "whole.zip", new MemoryStream(), "application/zip", None);
        var open = await Store.ListOpenUploadsAsync(prefix, None).ToListAsync();
        Assert.That(open.Select(upload => upload.Upload.Key), Is.EquivalentTo([kept.Key, dropped.Key]));
        Assert.That(open.Select(upload => upload.StartedAt), Has.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(2)));

        await Store.AbortBlocksAsync(dropped, None);
        await Store.AbortBlocksAsync(dropped, None);
        Assert.That((await Store.ListOpenUploadsAsync(prefix, None).ToListAsync()).Select(upload => upload.Upload), Is.EqualTo(new[] { kept }));
        Assert.That(await Store.ListBlocksAsync(dropped, None), Is.Null.Or.Empty);
        Assert.That(await Store.GetSizeAsync(dropped.Key, None), Is.Null);

        await Store.CommitBlocksAsync(kept, (await Store.ListBlocksAsync(kept, None))!, None);
        await Store.AbortBlocksAsync(kept, None);
        Assert.That(await Store.GetSizeAsync(kept.Key, None), Is.EqualTo(100), "what was joined stays");
    }

    [Test]
    public async Task SignedDownload_HasRangeAndFileName()
    {
        var bytes = Bytes(3_000_000);
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(bytes), "application/zip", None);
        using var request = new HttpRequestMessage(HttpMethod.Get, Store.SignDownload(key, "data grid-1.0.0.zip", AnHour));
        request.Headers.Range = new RangeHeaderValue(1_000_000, 1_000_099);
        using var answer = await http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[1_000_000..1_000_100]));
        Assert.That(answer.Content.Headers.ContentRange!.Length, Is.EqualTo(bytes.Length));
        Assert.That(answer.Content.Headers.ContentDisposition!.ToString(), Is.EqualTo("attachment; filename=\"data grid-1.0.0.zip\""));
    }

    [Test]
    public async Task SignedDownload_OfANonAsciiFileName_KeepsIt()
    {
        server.Require(Needs.AnyFileName);
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(Bytes(10)), "application/zip", None);
        using var answer = await http.GetAsync(Store.SignDownload(key, "Größe \"二\" 100%.zip", AnHour));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.That((disposition.DispositionType, disposition.FileNameStar), Is.EqualTo(("attachment", "Größe \"二\" 100%.zip")));
        Assert.That(disposition.FileName!.Trim('"'), Is.EqualTo("Gr__e ___ 100_.zip"));
    }

    [Test]
    public async Task SignedUpload_OfAWholeBody_IsTheObject()
    {
        var bytes = Bytes(100_000);
        var key = NewKey();
        var signed = Store.SignUpload(key, AnHour);
        using (var answer = await PutAsync(signed.Url, bytes, signed.Headers))
        {
            Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.That(await ReadAsync(key), Is.EqualTo(bytes));
        using var download = await http.GetAsync(Store.SignDownload(key, "a.zip", AnHour));
        Assert.That(download.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/zip"));
    }

    [Test]
    public async Task SignedAddress_AfterItsEnd_IsRefused()
    {
        server.Require(kind == StoreKind.S3rver ? Needs.Nothing : Needs.Signatures);
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(Bytes(10)), "application/zip", None);
        var address = Store.SignDownload(key, "a.zip", TimeSpan.FromSeconds(3));
        Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.OK));
        await Task.Delay(TimeSpan.FromSeconds(4.1));
        Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task SignedAddress_BentOrOfAnotherKey_IsRefused()
    {
        server.Require(Needs.Signatures);
        var (key, other) = (NewKey(), NewKey());
        foreach (var name in (string[])[key, other])
        {
            await Store.WriteAsync(name, new MemoryStream(Bytes(10)), "application/zip", None);
        }

        var address = Store.SignDownload(key, "a.zip", AnHour);
        Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.OK));
        var signature = kind == StoreKind.Azurite ? "sig=" : "X-Amz-Signature=";
        var at = address.AbsoluteUri.IndexOf(signature, StringComparison.Ordinal) + signature.Length;
        var bent = address.AbsoluteUri[..at] + (address.AbsoluteUri[at] == 'a' ? 'b' : 'a') + address.AbsoluteUri[(at + 1)..];
        Assert.That(await StatusAsync(new(bent)), Is.EqualTo(HttpStatusCode.Forbidden), "another signature");
        Assert.That(await StatusAsync(new(address.AbsoluteUri.Replace(key, other, StringComparison.Ordinal))), Is.EqualTo(HttpStatusCode.Forbidden), "another object");
        Assert.That(await StatusAsync(server.WithOtherKey.SignDownload(key, "a.zip", AnHour)), Is.EqualTo(HttpStatusCode.Forbidden), "signed with another key");
        using var write = await PutAsync(address, Bytes(10), Store.SignUpload(key, AnHour).Headers);
        Assert.That(write.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "a reader who writes");

        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        using var block = await PutAsync(server.WithOtherKey.SignBlock(upload, 0, AnHour), Bytes(10), null);
        Assert.That(block.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "a block signed with another key");
    }

    [Test]
    public async Task Copy_IsTheSameBytes_AndTheSourceStays()
    {
        server.Require(Needs.Copy);
        var bytes = Bytes(200_000);
        var (from, to) = (NewKey(), NewKey());
        await Store.WriteAsync(from, new MemoryStream(bytes), "application/zip", None);
        await Store.CopyAsync(from, to, None);
        Assert.That(await ReadAsync(to), Is.EqualTo(bytes));
        Assert.That(await Store.GetSizeAsync(from, None), Is.EqualTo(bytes.Length));
    }

    [Test]
    public async Task Delete_Twice_IsNoError()
    {
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(Bytes(10)), "application/zip", None);
        await Store.DeleteAsync(key, None);
        await Store.DeleteAsync(key, None);
        Assert.That(await Store.GetSizeAsync(key, None), Is.Null);
        Assert.That(await Store.FindAsync(FileArea.Packages, key, None), Is.Null);
    }

    [Test]
    public async Task List_HasOnlyThePrefix_PageByPage()
    {
        server.Require(Needs.BucketCalls);
        if (server.Strict is { } strict)
        {
            strict.PageSize = 2;
        }

        var folder = $"list/{Guid.NewGuid():N}";
        string[] names = [.. Enumerable.Range(0, 5).Select(index => $"{folder}/{index}.zip")];
        foreach (var name in names.Append($"{folder}-other/0.zip"))
        {
            await Store.WriteAsync(name, new MemoryStream(Bytes(7)), "application/zip", None);
        }

        var listed = await Store.ListAsync(FileArea.Packages, folder + "/", None).ToListAsync();
        Assert.That(listed.Select(file => file.Key), Is.EqualTo(names));
        Assert.That(listed, Has.All.Matches<StoredFile>(file => file.SizeBytes == 7 && (file.ChangedAt - TimeProvider.System.GetUtcNow()).Duration() < TimeSpan.FromMinutes(2)));
        Assert.That(await Store.ListAsync(FileArea.Media, folder + "/", None).AnyAsync(), Is.False);
    }

    [Test]
    public async Task Read_AtAnyPlace_IsTheBytesThere()
    {
        var bytes = Bytes(9_000_000);
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(bytes), "application/zip", None);
        await using var stream = await Store.OpenReadAsync(key, None);
        Assert.That(stream.Length, Is.EqualTo(bytes.Length));
        var buffer = new byte[100_000];
        foreach (var position in (int[])[8_950_000, 0, 4_194_000, 123, 8_999_999, 4_194_304])
        {
            stream.Seek(position, SeekOrigin.Begin);
            var read = await stream.ReadAtLeastAsync(buffer, Math.Min(buffer.Length, bytes.Length - position), throwOnEndOfStream: false);
            Assert.That(buffer.AsSpan(0, read).SequenceEqual(bytes.AsSpan(position, read)), $"at {position}");
        }

        stream.Seek(0, SeekOrigin.End);
        Assert.That(await stream.ReadAsync(buffer), Is.Zero);
    }

    [Test]
    public async Task Read_OfAnObjectThatChanges_Fails()
    {
        server.Require(Needs.Conditions);
        var key = NewKey();
        await Store.WriteAsync(key, new MemoryStream(Bytes(12_000_000)), "application/zip", None);
        await using var stream = await Store.OpenReadAsync(key, None);
        var buffer = new byte[1000];
        await stream.ReadExactlyAsync(buffer);
        await Store.WriteAsync(key, new MemoryStream(Bytes(12_000_000)), "application/zip", None);
        stream.Seek(10_000_000, SeekOrigin.Begin);
        Assert.That(async () => await stream.ReadExactlyAsync(buffer), Throws.Exception);
    }

    [Test]
    public async Task Media_IsReadByEverybody_AndKeptByBrowsers()
    {
        var bytes = Bytes(5_000);
        await Store.WriteMediaAsync("products/1/a b.webp", new MemoryStream(bytes), "image/webp", None);
        using var answer = await http.GetAsync(Store.PublicUrl("products/1/a b.webp"));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/webp"));
        Assert.That(answer.Headers.CacheControl?.ToString(), Does.Contain("immutable").Or.Null);
        await using (var found = await Store.FindAsync(FileArea.Media, "products/1/a b.webp", None))
        {
            Assert.That((found!.SizeBytes, found.ContentType), Is.EqualTo((5_000L, "image/webp")));
        }

        await Store.DeleteMediaAsync("products/1/a b.webp", None);
        Assert.That(await StatusAsync(Store.PublicUrl("products/1/a b.webp")), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Prepare_Twice_LetsBrowsersOfTheWebAppSend()
    {
        server.Require(Needs.BucketCalls);
        await Store.PrepareAsync("https://shop.test", None);
        await Store.PrepareAsync("https://shop.test", None);
        var upload = await Store.BeginBlocksAsync(NewKey(), None);
        Assert.That(await PreflightAsync(Store.SignBlock(upload, 0, AnHour), "https://shop.test"), Is.EqualTo("https://shop.test").Or.EqualTo("*"), "s3rver says * to whom it allows");
        Assert.That(await PreflightAsync(Store.SignBlock(upload, 0, AnHour), "https://elsewhere.test"), Is.Null);
        await Store.PrepareAsync("*", None);
        Assert.That(Store.SignBlock(upload, 0, AnHour).GetLeftPart(UriPartial.Authority), Is.EqualTo(Store.UploadOrigin.GetLeftPart(UriPartial.Authority)));
    }

    [Test]
    public async Task ABigObject_IsWrittenAndReadWithLittleMemory()
    {
        const long Size = 160L << 20;
        var key = NewKey();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        await using var timer = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(false)), null, 0, 20);
        var watch = Stopwatch.StartNew();
        await using (var content = new PatternStream(Size))
        {
            await Store.WriteAsync(key, content, "application/zip", None);
        }

        var written = watch.Elapsed;
        await using var stream = await Store.OpenReadAsync(key, None);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
        TestContext.Out.WriteLine($"{kind}: {Size >> 20} MiB written in {written.TotalSeconds:F1} s, read in {(watch.Elapsed - written).TotalSeconds:F1} s, at most {(most - before) >> 20} MiB more on the heap.");
        Assert.That(sha256, Is.EqualTo(await PatternStream.HashAsync(Size)));
        Assert.That((most - before) >> 20, Is.LessThanOrEqualTo(64));
        await Store.DeleteAsync(key, None);
    }

    private static byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);

    private static string NewKey() => $"uploads/{Guid.NewGuid():N}.zip";

    private async Task<StoredBlock> SendAsync(BlockUpload upload, int index, ReadOnlyMemory<byte> bytes)
    {
        using var answer = await PutAsync(Store.SignBlock(upload, index, AnHour), bytes, null);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return new(index, bytes.Length, answer.Headers.ETag?.Tag);
    }

    private async Task<HttpResponseMessage> PutAsync(Uri address, ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string>? headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(bytes) };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            if (!request.Content.Headers.TryAddWithoutValidation(name, value))
            {
                request.Headers.Add(name, value);
            }
        }

        return await http.SendAsync(request);
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var answer = await http.GetAsync(address);
        return answer.StatusCode;
    }

    private async Task<string?> PreflightAsync(Uri address, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, address);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "PUT");
        using var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = await Store.OpenReadAsync(key, None);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
