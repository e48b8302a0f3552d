using System.Diagnostics;
using System.Security.Cryptography;
using Marketplace.Core.Packages;

namespace Marketplace.Tests.Packages;

/// <summary>Between Azurite and s3rver, which lists; the first direction by the command itself.</summary>
internal sealed class MoveFilesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private StoreProcess azurite = null!;
    private StoreProcess s3rver = null!;
    private AzureFileStore azure = null!;
    private S3FileStore s3 = null!;

    [SetUp]
    public async Task StartAsync()
    {
        azurite = await StoreProcess.StartAsync(StoreProcess.Azurite);
        s3rver = await StoreProcess.StartAsync(StoreProcess.S3rver);
        azure = StoreServer.Azure(azurite.Address);
        s3 = StoreServer.S3(s3rver.Address, "S3RVER", "S3RVER");
        await azure.PrepareAsync("*", None);
        await s3.PrepareAsync("*", None);
    }

    [TearDown]
    public async Task EndAsync()
    {
        await azurite.DisposeAsync();
        await s3rver.DisposeAsync();
    }

    [Test]
    public async Task Command_FromAzureToS3_MovesAll_AndASecondRunNothing()
    {
        await using var desk = await UploadDesk.OpenAsync(azure);
        var keys = await FillAsync(desk, azure);
        var (exit, dry) = await RunAsync(desk, "--to", "s3", "--dry-run");
        Assert.That(dry, Does.Contain($"Would move {keys.Count} files"));
        Assert.That(exit, Is.Zero);
        Assert.That(await s3.ListAsync(FileArea.Packages, "", None).AnyAsync(), Is.False);

        var (firstExit, first) = await RunAsync(desk, "--to", "s3");
        Assert.That(firstExit, Is.Zero, first);
        Assert.That(first, Does.Contain($"Moved {keys.Count} files").And.Contain("0 were there already; 0 problems"));
        await AssertSameAsync(keys, azure, s3);

        var (_, second) = await RunAsync(desk, "--to", "s3");
        Assert.That(second, Does.Contain("Moved 0 files").And.Contain($"{keys.Count} were there already"));
        Assert.That((await RunAsync(desk, "--to", "the-moon")).Exit, Is.EqualTo(2));
    }

    [Test]
    public async Task FromS3ToAzure_MovesAll_AlsoAfterAnInterruption()
    {
        await using var desk = await UploadDesk.OpenAsync(s3);
        var keys = await FillAsync(desk, s3);
        using (var stop = new CancellationTokenSource())
        {
            await azure.WriteAsync(keys[0].Key, new MemoryStream(new byte[10]), "application/zip", None);
            Assert.That(async () => await MoveAsync(desk, s3, azure, false, _ => stop.Cancel(), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        var report = await MoveAsync(desk, s3, azure);
        Assert.That((report.Moved + report.There, report.Problems.Count), Is.EqualTo((keys.Count, 0)));
        Assert.That(report.There, Is.GreaterThan(0), "what came before the interruption");
        await AssertSameAsync(keys, s3, azure);
    }

    [Test]
    public async Task ATargetOfTheSameSizeWithOtherBytes_IsWrittenAnew_AndASourceThatIsNotWhatWasChecked_IsReported()
    {
        await using var desk = await UploadDesk.OpenAsync(azure);
        var keys = await FillAsync(desk, azure);
        await MoveAsync(desk, azure, s3);
        var (area, good) = keys.First(file => file.Area == FileArea.Packages);
        var size = (int)(await azure.GetSizeAsync(good, None))!.Value;
        await s3.WriteAsync(good, new MemoryStream(new byte[size]), "application/zip", None);
        Assert.That((await MoveAsync(desk, azure, s3)).Moved, Is.EqualTo(1));
        await AssertSameAsync(keys, azure, s3);

        await azure.WriteAsync(good, new MemoryStream(new byte[size]), "application/zip", None);
        await s3.DeleteAsync(good, None);
        var report = await MoveAsync(desk, azure, s3);
        Assert.That(report.Problems, Has.Count.EqualTo(1).And.One.Contains(good).And.One.Contains("SHA-256 differs"), area.ToString());
        Assert.That(await s3.GetSizeAsync(good, None), Is.Null);
    }

    private static Task<MoveReport> MoveAsync(UploadDesk desk, IFileStore from, IFileStore to, bool isDryRun = false, Action<string>? report = null, CancellationToken cancellationToken = default) =>
        desk.WithAsync(db => new MoveFiles(db).ExecuteAsync(from, to, isDryRun, report ?? (_ => { }), cancellationToken));

    /// <summary>Two checked packages, one of them in several blocks, a body that waits for its check, and a picture.</summary>
    private static async Task<List<(FileArea Area, string Key)>> FillAsync(UploadDesk desk, IFileStore store)
    {
        var keys = new List<(FileArea, string)>();
        foreach (var (version, size) in new[] { ("1.0.0", 20_000_000), ("1.1.0", 5_000) })
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            var id = Guid.CreateVersion7();
            var key = $"packages/{id}/{Guid.NewGuid():N}.zip";
            await store.WriteAsync(key, new MemoryStream(bytes), "application/zip", None);
            await desk.WithAsync(db =>
            {
                var now = desk.Clock.GetUtcNow();
                var row = new PackageVersion { Id = id, ProductId = desk.ProductId, Version = version, BlobKey = key, CreatedAt = now, UpdatedAt = now };
                Assert.That(row.Announce(new(new(key, null), "", "", null), now).IsOk && row.Complete(size, null, now).IsOk
                    && row.Accept(key, new(size, Convert.ToHexStringLower(SHA256.HashData(bytes)), []), PackageState.Ready, now).IsOk);
                db.Add(row);
                return db.SaveChangesAsync();
            });
            keys.Add((FileArea.Packages, key));
        }

        await store.WriteAsync("uploads/waiting.zip", new MemoryStream(RandomNumberGenerator.GetBytes(100)), "application/zip", None);
        await store.WriteMediaAsync("products/1/cover.webp", new MemoryStream(RandomNumberGenerator.GetBytes(3_000)), "image/webp", None);
        return [.. keys, (FileArea.Packages, "uploads/waiting.zip"), (FileArea.Media, "products/1/cover.webp")];
    }

    private static async Task AssertSameAsync(List<(FileArea Area, string Key)> keys, IFileStore one, IFileStore other)
    {
        foreach (var (area, key) in keys)
        {
            await using var left = await one.FindAsync(area, key, None);
            await using var right = await other.FindAsync(area, key, None);
            Assert.That(right, Is.Not.Null, key);
            Assert.That((right!.SizeBytes, right.ContentType), Is.EqualTo((left!.SizeBytes, left.ContentType)), key);
            Assert.That(await SHA256.HashDataAsync(right.Content), Is.EqualTo(await SHA256.HashDataAsync(left.Content)), key);
        }
    }

    private async Task<(int Exit, string Text)> RunAsync(UploadDesk desk, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marketplace.Migrations.dll"), "move-files", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__marketplace"] = desk.ConnectionString;
        start.Environment["ConnectionStrings__blobs"] = StoreServer.AzureConnection(azurite.Address);
        start.Environment["FileStore__S3__ServiceUrl"] = s3rver.Address.GetLeftPart(UriPartial.Authority);
        start.Environment["FileStore__S3__AccessKey"] = start.Environment["FileStore__S3__SecretKey"] = "S3RVER";
        start.Environment["FileStore__S3__ForcePathStyle"] = "true";
        using var process = Process.Start(start)!;
        var text = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(text));
    }
}
