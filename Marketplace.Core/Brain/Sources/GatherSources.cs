using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Marketplace.Core.Questions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Sources;

/// <summary>
/// Makes the Brain's documents of a product what its seller has opened: files of the versions that are sold, by version, and answered questions.
/// Closed, suspended, deleted, yanked or hidden means gone. May run any number of times.
/// </summary>
public sealed class GatherSources(MarketplaceDb db, PackageDocs packages, TimeProvider time)
    : IOutboxHandler<SourcesChanged>, IOutboxHandler<ProductChanged>, IOutboxHandler<FaqChanged>
{
    public Task HandleAsync(SourcesChanged message, CancellationToken cancellationToken) => ExecuteAsync(message.ProductId, cancellationToken);

    public Task HandleAsync(ProductChanged message, CancellationToken cancellationToken) => ExecuteAsync(message.ProductId, cancellationToken);

    public Task HandleAsync(FaqChanged message, CancellationToken cancellationToken) => ExecuteAsync(message.ProductId, cancellationToken);

    public async Task ExecuteAsync(Guid productId, CancellationToken cancellationToken)
    {
        // Most products have opened nothing, and every sale comes by here.
        if (!await db.OpenedSources.AnyAsync(opened => opened.ProductId == productId, cancellationToken))
        {
            return;
        }

        // The store is read before the transaction: nobody waits for a zip with a lock in hand.
        var texts = await ReadMissingAsync(productId, cancellationToken);
        await db.InTransactionAsync(async () =>
        {
            await db.Database.ExecuteSqlAsync($"select 1 from brain.opened_sources where product_id = {productId} for update", cancellationToken);
            var wanted = await WantedAsync(productId, cancellationToken);
            await ApplyAsync(productId, wanted, texts, cancellationToken);
            return default(Done);
        }, cancellationToken);
    }

    private async Task<Dictionary<Guid, string>> ReadMissingAsync(Guid productId, CancellationToken cancellationToken)
    {
        var known = (await db.KnowledgeDocuments.Where(document => document.ProductId == productId).Select(document => document.Id).ToListAsync(cancellationToken)).ToHashSet();
        Dictionary<Guid, string> texts = [];
        foreach (var version in (await WantedAsync(productId, cancellationToken)).Where(wanted => wanted.BlobKey is not null && !known.Contains(wanted.Id)).GroupBy(wanted => wanted.BlobKey!))
        {
            var read = await packages.ReadAsync(version.Key, [.. version.Select(wanted => wanted.File!)], cancellationToken);
            foreach (var wanted in version)
            {
                texts[wanted.Id] = read.GetValueOrDefault(wanted.File!, "");
            }
        }

        return texts;
    }

    private async Task<List<Wanted>> WantedAsync(Guid productId, CancellationToken cancellationToken)
    {
        var opened = await db.OpenedSources.AsNoTracking().SingleAsync(opened => opened.ProductId == productId, cancellationToken);
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == productId, cancellationToken);
        if (!product.IsPublic)
        {
            return [];
        }

        var files = opened.Readme || opened.Docs ? await FilesAsync(product, opened, cancellationToken) : [];
        return opened.Faq ? [.. files, .. await AnswersAsync(product, cancellationToken)] : files;
    }

    private async Task<List<Wanted>> FilesAsync(Product product, OpenedSources opened, CancellationToken cancellationToken)
    {
        var versions = await db.PackageVersions.AsNoTracking()
            .Where(version => version.ProductId == product.Id && version.State == PackageState.Ready && version.YankedAt == null).ToListAsync(cancellationToken);
        return
        [
            .. from version in versions.OrderByDescending(version => version.Version, VersionPolicy.Ascending).Take(SourcePolicy.MaxVersions)
               from file in version.Files.Where(file => file.SizeBytes > 0 && ((opened.Readme && SourcePolicy.IsReadme(file.Path)) || (opened.Docs && SourcePolicy.IsDocs(file.Path)))).Take(SourcePolicy.MaxFiles)
               let kind = SourcePolicy.IsReadme(file.Path) ? DocumentKind.Readme : DocumentKind.Docs
               select new Wanted(
                   IdOf(version.Id, file.Path), kind, version.Id == product.LatestVersionId ? Space.Public : Space.OlderVersionsOf(product.Id), product,
                   kind == DocumentKind.Readme ? $"{product.Title} {version.Version}: README" : $"{product.Title} {version.Version}: {file.Path}")
               {
                   VersionId = version.Id,
                   BlobKey = version.BlobKey,
                   File = file.Path,
               },
        ];
    }

    private async Task<List<Wanted>> AnswersAsync(Product product, CancellationToken cancellationToken) =>
        (await db.Questions.AsNoTracking()
            .Where(question => question.ProductId == product.Id && question.AnsweredAt != null && question.HiddenAt == null && question.AnswerHiddenAt == null)
            .Select(question => new { question.Id, question.Body, question.AnswerBody }).ToListAsync(cancellationToken))
        .ConvertAll(question => new Wanted(question.Id, DocumentKind.Faq, Space.Public, product, Shorten($"{product.Title}: {question.Body}")) { Text = $"{question.Body}\n\n{question.AnswerBody}" });

    private async Task ApplyAsync(Guid productId, List<Wanted> wanted, Dictionary<Guid, string> texts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await db.KnowledgeDocuments.AsTracking().Where(document => document.ProductId == productId).ToDictionaryAsync(document => document.Id, cancellationToken);
        foreach (var next in wanted)
        {
            var text = next.Text ?? (texts.TryGetValue(next.Id, out var read) ? read : null);
            if (known.Remove(next.Id, out var document))
            {
                // A file of a version never changes; the text of an answer may.
                Update(document, next, next.Text ?? document.Text, now);
            }
            else if (text is not null)
            {
                db.KnowledgeDocuments.Add(next.ToDocument(text, now));
                db.Publish(new DocumentChanged(next.Id), now);
            }
            else
            {
                // A version became ready while the store was read: once more, for all of it.
                db.Publish(new SourcesChanged(productId), now);
            }
        }

        foreach (var gone in known.Values)
        {
            db.KnowledgeDocuments.Remove(gone);
            db.Publish(new DocumentChanged(gone.Id), now);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private void Update(KnowledgeDocument document, Wanted next, string text, DateTimeOffset now)
    {
        if (document.Space == next.Space && document.Title == next.Title && document.Text == text && document.Path == next.Path
            && document.Tags.SequenceEqual(next.Product.Tags) && document.Stacks.SequenceEqual(next.Product.Stack))
        {
            return;
        }

        (document.Space, document.Title, document.Text, document.Path) = (next.Space, next.Title, text, next.Path);
        (document.Tags, document.Stacks) = ([.. next.Product.Tags], [.. next.Product.Stack]);
        (document.Revision, document.ChangedAt) = (document.Revision + 1, now);
        db.Publish(new DocumentChanged(document.Id), now);
    }

    private static Guid IdOf(Guid versionId, string path) => new(SHA256.HashData([.. versionId.ToByteArray(), .. Encoding.UTF8.GetBytes(path)]).AsSpan(0, 16));

    private static string Shorten(string title) => title.Length <= BrainPolicy.MaxTitle ? title : $"{title[..(BrainPolicy.MaxTitle - 1)]}…";

    private sealed record Wanted(Guid Id, DocumentKind Kind, string Space, Product Product, string FullTitle)
    {
        public Guid? VersionId { get; init; }
        public string? BlobKey { get; init; }
        public string? File { get; init; }

        /// <summary>Null for a file, which is read from the store once.</summary>
        public string? Text { get; init; }
        public string Title => Shorten(FullTitle);
        public string Path => Kind == DocumentKind.Faq ? $"/products/{Product.Slug}#questions" : $"/products/{Product.Slug}/versions";

        public KnowledgeDocument ToDocument(string text, DateTimeOffset now) => new()
        {
            Id = Id,
            Kind = Kind,
            Space = Space,
            ProductId = Product.Id,
            VersionId = VersionId,
            AuthorId = Product.SellerId,
            Title = Title,
            Text = text,
            Tags = [.. Product.Tags],
            Stacks = [.. Product.Stack],
            Path = Path,
            ChangedAt = now,
        };
    }
}
