using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Passport;
using Marketplace.Core.Packages.Signing;
using Marketplace.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Packages;

/// <summary>A seller with a draft, on a database and a store of their own, in the test's process. Each call has its own context, as a request has.</summary>
internal sealed class UploadDesk : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestDatabase database;
    private readonly HttpClient http = new();

    private UploadDesk(TestDatabase database, IFileStore store) => (this.database, Store) = (database, store);

    public IFileStore Store { get; }

    public string ConnectionString => database.ConnectionString;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.Zero));

    public Guid SellerId { get; } = Guid.CreateVersion7();

    public Guid ProductId { get; } = Guid.CreateVersion7();

    public static async Task<UploadDesk> OpenAsync(IFileStore store)
    {
        var desk = new UploadDesk(await TestDatabase.CreateAsync(), store);
        var now = desk.Clock.GetUtcNow();
        await desk.WithAsync(async db =>
        {
            db.Users.Add(new User { Id = desk.SellerId, Email = $"{desk.SellerId:N}@example.org", DisplayName = "Seller", Handle = $"s{desk.SellerId:N}"[..30], CreatedAt = now });
            db.Add(new Category { Slug = "components", Name = "Components", Description = "Parts", Position = 0 });
            db.Products.Add(new Product { Id = desk.ProductId, SellerId = desk.SellerId, Slug = $"p{desk.ProductId:N}", Title = "Grid", CategorySlug = "components", CreatedAt = now, UpdatedAt = now });
            return await db.SaveChangesAsync();
        });
        return desk;
    }

    public async Task<T> WithAsync<T>(Func<MarketplaceDb, Task<T>> act)
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        return await act(db);
    }

    public Task<Result<UploadTarget>> AnnounceAsync(long? sizeBytes, string? fingerprint, string version = "1.0.0") => WithAsync(db =>
        new AnnounceVersion(db, Store, Clock).ExecuteAsync(SellerId, ProductId, new(version, "What is new", sizeBytes, fingerprint), None));

    public Task<Result<UploadTarget>> ReadAsync(Guid? sellerId = null, string version = "1.0.0") =>
        WithAsync(db => new ReadUpload(db, Store, Clock).ExecuteAsync(sellerId ?? SellerId, ProductId, version, None));

    public Task<Result<Done>> CancelAsync(Guid? sellerId = null) =>
        WithAsync(db => new CancelUpload(db, Store).ExecuteAsync(sellerId ?? SellerId, ProductId, "1.0.0", None));

    public Task<Result<Guid>> CompleteAsync(UploadTarget target, string? sha256 = null) => WithAsync(db =>
        new CompleteVersion(db, Store, Clock).ExecuteAsync(SellerId, ProductId, target.Version, new(target.UploadId, sha256), None));

    public async Task<PackageVersion> CheckAsync(UploadTarget target)
    {
        await WithAsync(async db =>
        {
            var keys = new SigningKeys(db, SigningSettings.From(Market.SigningConfiguration), Clock);
            var read = new ReadPackage(Store, new PackageScanner(null), new ManifestStore(db, Store, keys), Clock);
            await new CheckPackage(db, Store, read, new VersionOffers(db, new ReviewPolicy(AutoApprove: false)), Clock).ExecuteAsync(target.VersionId, None);
            return true;
        });
        return (await VersionAsync(target.VersionId))!;
    }

    public Task<int> SweepStraysAsync() => WithAsync(db => new SweepStrayUploads(db, Store, TimeProvider.System).ExecuteAsync(None));

    public Task<bool> SweepAsync() => WithAsync(async db =>
    {
        await new SweepPackages(db, Store, Clock).ExecuteAsync(None);
        return true;
    });

    public Task<PackageVersion?> VersionAsync(Guid id) => WithAsync(db => db.PackageVersions.FindAsync(id).AsTask());

    /// <summary>As a browser does, straight to the store.</summary>
    public async Task SendAsync(UploadTarget target, ReadOnlyMemory<byte> bytes, params IEnumerable<int> indexes)
    {
        foreach (var block in target.Blocks.Where(block => indexes.Contains(block.Index)))
        {
            using var content = new ReadOnlyMemoryContent(bytes.Slice((int)block.Offset, (int)block.LengthBytes));
            using var answer = await http.PutAsync(block.Url, content);
            Assert.That(answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"block {block.Index}: {answer.StatusCode}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await database.DisposeAsync();
    }
}
