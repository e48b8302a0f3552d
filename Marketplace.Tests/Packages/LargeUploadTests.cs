using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>
/// A package as large as they get through the running product: 256 MiB, or <c>MARKETPLACE_LARGE_GIB=2</c>. None of our processes may hold
/// more than a little of it, and the bytes a buyer gets are the ones the seller sent.
/// </summary>
[Category("Large")]
internal sealed class LargeUploadTests
{
    private const int MostGrowthMiB = 64;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly HttpClient store = new() { Timeout = TimeSpan.FromMinutes(10) };

    [OneTimeTearDown]
    public void End() => store.Dispose();

    [Test]
    public async Task ALargePackage_IsSentResumedCheckedAndDownloaded_WithLittleMemory()
    {
        if (!ProcessMemory.IsKnown)
        {
            Assert.Ignore("Reads peaks of memory from Linux's /proc.");
        }

        var length = Environment.GetEnvironmentVariable("MARKETPLACE_LARGE_GIB") is { Length: > 0 } gib ? (long)(decimal.Parse(gib, CultureInfo.InvariantCulture) * (1L << 30)) : 256L << 20;
        var running = await RunningMarketplace.GetAsync();
        using var admin = await ApiPerson.AdminAsync();
        using var seller = await ApiPerson.SellerAsync();
        using var buyer = await ApiPerson.BuyerAsync();
        await seller.OnboardAsync();
        var product = await seller.PublishedProductAsync(admin);
        var order = await buyer.BuyAsync(product.Id);
        var zip = new LargeZip(length);
        var sha256 = zip.Sha256();
        await SendAsync(seller, product.Id, "1.1.0", new LargeZip(20 << 20), cutAfter: null);

        var memory = ProcessMemory.Start(running, "api", "web", "workers", "identity", "storage");
        var watch = Stopwatch.StartNew();
        var target = await SendAsync(seller, product.Id, "2.0.0", zip, cutAfter: PackageBlocks(length) / 2);
        var sent = watch.Elapsed;
        await seller.Selling.CompleteVersionAsync(product.Id, "2.0.0", new() { Sha256 = sha256, UploadId = target.UploadId }, None);
        var ready = await UntilCheckedAsync(seller, product.Id);
        var isChecked = watch.Elapsed;
        Assert.That((ready.Status, ready.Sha256, ready.SizeBytes), Is.EqualTo((PackageStatus.InReview, sha256, (long?)length)), ready.RefusedReason);
        await admin.Admin.ApproveVersionAsync(ready.Id, None);

        var link = await buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, null, None);
        using (var answer = await store.GetAsync(link.Url, HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.That((answer.StatusCode, answer.Content.Headers.ContentLength), Is.EqualTo((HttpStatusCode.OK, (long?)length)));
            await using var body = await answer.Content.ReadAsStreamAsync();
            Assert.That(Convert.ToHexStringLower(await SHA256.HashDataAsync(body)), Is.EqualTo(sha256));
        }

        TestContext.Out.WriteLine($"{length >> 20} MiB: sent in {sent.TotalSeconds:F1} s with a cut, checked in {(isChecked - sent).TotalSeconds:F1} s, downloaded in {(watch.Elapsed - isChecked).TotalSeconds:F1} s.");
        AssertLittleGrowth(memory);
    }

    private static void AssertLittleGrowth(ProcessMemory memory)
    {
        var measured = memory.Measure();
        foreach (var (name, (before, peak)) in measured)
        {
            TestContext.Out.WriteLine($"{name}: {before} MiB before, {peak} MiB at most, +{peak - before} MiB");
        }

        // The store is not ours; its figures are shown.
        Assert.That(measured.Where(process => process.Key != "storage" && process.Value.Peak - process.Value.Before > MostGrowthMiB).Select(process => process.Key), Is.Empty);
    }

    /// <summary>Four blocks at a time as the browser does. A cut stops all of them; then the file is announced again and the rest is sent.</summary>
    private async Task<UploadTargetView> SendAsync(ApiPerson seller, Guid productId, string version, LargeZip zip, int? cutAfter)
    {
        var announcement = new CreateVersionRequest { Version = version, SizeBytes = zip.Length, Fingerprint = "a large zip " + zip.Length };
        var target = await seller.Selling.CreateVersionAsync(productId, announcement, None);
        if (cutAfter is { } count)
        {
            using var cut = new CancellationTokenSource();
            var sent = 0;
            Assert.That(
                async () => await SendBlocksAsync(target, zip, () =>
                {
                    if (Interlocked.Increment(ref sent) >= count)
                    {
                        cut.Cancel();
                    }
                }, cut.Token),
                Throws.InstanceOf<OperationCanceledException>());
            var before = target;
            target = await seller.Selling.CreateVersionAsync(productId, announcement, None);
            Assert.That(target.UploadId, Is.EqualTo(before.UploadId));
            Assert.That(target.Arrived, Has.Count.InRange(count, count + 4));
            TestContext.Out.WriteLine($"Cut after {count} of {target.Blocks.Count} blocks: {target.Arrived.Count} had arrived, {target.Blocks.Count - target.Arrived.Count} are sent now.");
        }

        await SendBlocksAsync(target, zip, () => { }, None);
        return target;
    }

    private Task SendBlocksAsync(UploadTargetView target, LargeZip zip, Action arrived, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        target.Blocks.ExceptBy(target.Arrived, block => block.Index),
        new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
        async (block, token) =>
        {
            using var content = new ByteArrayContent(zip.Piece(block.Offset, (int)block.LengthBytes));
            using var answer = await store.PutAsync(block.Url, content, token);
            answer.EnsureSuccessStatusCode();
            arrived();
        });

    private static async Task<SellerVersionView> UntilCheckedAsync(ApiPerson seller, Guid productId)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(10); await Task.Delay(500))
        {
            var product = await seller.Selling.GetProductAsync(productId, None);
            var version = product.Versions.Single(view => view.Version == "2.0.0");
            if (version.Status is not (PackageStatus.Uploading or PackageStatus.Checking))
            {
                return version;
            }
        }

        throw new TimeoutException("The large package was not checked within ten minutes.");
    }

    private static int PackageBlocks(long length) => Core.Packages.PackagePolicy.BlockCount(length);
}
