using System.Security.Cryptography;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;

namespace Marketplace.Migrations.Demo;

/// <summary>Turns the catalogue's entries into published products, with their packages and pictures in the store.</summary>
internal sealed class DemoListings(IFileStore files)
{
    private int images;

    public async Task<IReadOnlyList<DemoListing>> CreateAsync(DemoCatalog catalog, DateTimeOffset now, Action<string> report, CancellationToken cancellationToken)
    {
        // One thread per picture; libvips' own threads would fight with them.
        NetVips.NetVips.Concurrency = 1;
        var sellers = catalog.Sellers.ToDictionary(seller => seller.Number);
        var listings = new DemoListing[catalog.Products.Count];
        var done = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, listings.Length),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount * 2, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                listings[index] = await CreateAsync(catalog.Products[index], sellers[catalog.Products[index].Seller], now, token);
                var count = Interlocked.Increment(ref done);
                if (count % 15 == 0)
                {
                    report($"{count} of {listings.Length} listings, {images} pictures");
                }
            });
        return listings;
    }

    private async Task<DemoListing> CreateAsync(DemoProduct source, DemoSeller seller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var publishedAt = now.AddDays(-source.Age);
        var product = new Product
        {
            Id = DemoIds.Of(source.Slug),
            SellerId = seller.Id,
            Slug = source.Slug,
            Title = source.Title,
            CategorySlug = source.Category,
            CreatedAt = publishedAt.AddDays(-3),
            UpdatedAt = publishedAt.AddDays(-3),
        };
        Require(source, product.Edit(Content(source), MarkdownRenderer.ToHtml(source.Description), publishedAt.AddDays(-2)));
        for (var index = 0; index < DemoCover.Count(source.Art); index++)
        {
            Require(source, product.AddImage(await DrawAsync(source, product.Id, index, cancellationToken), publishedAt.AddDays(-2)));
        }

        var versions = new List<PackageVersion>();
        foreach (var version in source.Versions)
        {
            var readyAt = version == source.Versions[0] ? publishedAt.AddDays(-1) : now.AddDays(-version.Age);
            versions.Add(await PackAsync(source, seller, product, version, readyAt, cancellationToken));
            if (versions.Count == 1)
            {
                Require(source, product.Submit(publishedAt.AddHours(-12)));
                Require(source, product.Approve(publishedAt));
            }
        }

        return new(source, product, versions);
    }

    private static ProductContent Content(DemoProduct source) => new()
    {
        Title = source.Title,
        Summary = source.Summary,
        Description = source.Description,
        Category = source.Category,
        Tags = TagPolicy.Tags(source.Tags).Value!,
        Stack = TagPolicy.Stack(source.Stack).Value!,
        PriceCents = source.PriceCents,
        ExtendedPriceCents = source.ExtendedPriceCents,
        DemoUrl = source.DemoUrl,
        DocsUrl = source.DocsUrl,
    };

    private async Task<ProductImage> DrawAsync(DemoProduct source, Guid productId, int index, CancellationToken cancellationToken)
    {
        var id = DemoIds.Of($"{source.Slug}/image/{index}");
        var key = $"products/{productId}/{id}";
        var rendered = DemoCover.Render(source.Art, source.Slug, index);
        foreach (var (width, bytes) in rendered)
        {
            using var content = new MemoryStream(bytes, writable: false);
            await files.WriteMediaAsync(ProductImage.BlobName(key, width), content, "image/webp", cancellationToken);
        }

        Interlocked.Increment(ref images);
        return new ProductImage
        {
            Id = id,
            ProductId = productId,
            Key = key,
            Width = DemoCover.Width,
            Height = DemoCover.Height,
            Widths = [.. rendered.Select(file => file.Width)],
            Position = index,
        };
    }

    private async Task<PackageVersion> PackAsync(
        DemoProduct source, DemoSeller seller, Product product, DemoVersion demo, DateTimeOffset readyAt, CancellationToken cancellationToken)
    {
        var bytes = DemoPackage.Build(source, seller, demo.Number);
        using var content = new MemoryStream(bytes, writable: false);
        var inspection = await ZipInspection.InspectAsync(content, cancellationToken);
        if (inspection.Refusal is not null)
        {
            throw new InvalidOperationException($"The package of {source.Slug} {demo.Number} would be refused: {inspection.Refusal}");
        }

        var id = DemoIds.Of($"{source.Slug}/{demo.Number}");
        var key = $"packages/{id}/demo.zip";
        content.Position = 0;
        await files.WriteAsync(key, content, "application/zip", cancellationToken);

        var version = new PackageVersion { Id = id, ProductId = product.Id, Version = demo.Number, BlobKey = key, CreatedAt = readyAt.AddMinutes(-3), UpdatedAt = readyAt.AddMinutes(-3) };
        var changelog = demo.Changelog.Replace("; ", "\n- ", StringComparison.Ordinal);
        changelog = changelog.Contains('\n', StringComparison.Ordinal) ? $"- {changelog}" : changelog;
        Require(source, version.Announce(new PackageAnnouncement(new(key, null), changelog, MarkdownRenderer.ToHtml(changelog), null), readyAt.AddMinutes(-3)));
        Require(source, version.Complete(bytes.Length, null, readyAt.AddMinutes(-1)));
        Require(source, version.Accept(key, new PackageContent(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), inspection.Files), PackageState.Ready, readyAt));
        product.Offer(version.Id, version.Version, readyAt);
        return version;
    }

    private static void Require(DemoProduct source, Result<Done> result)
    {
        if (!result.IsOk)
        {
            throw new InvalidOperationException($"The demo listing {source.Slug} is refused: {result.Error.Message}");
        }
    }
}

internal sealed record DemoListing(DemoProduct Source, Product Product, IReadOnlyList<PackageVersion> Versions);
