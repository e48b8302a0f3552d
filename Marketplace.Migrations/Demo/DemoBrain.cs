using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Sources;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>
/// The demo's knowledge: one Markdown file per entry, spread over the sellers and the last weeks; what some products have opened; open questions.
/// In one transaction of its own, so that a database from before gets it too. The workers read and embed it as they do anybody's.
/// </summary>
internal static class DemoBrain
{
    private const int Days = 84;
    private const int EveryNthProduct = 5;

    private static readonly string[] OpenQuestions =
    [
        "Has anybody moved a Blazor app from Azure App Service to a small VPS? What broke?",
        "How do you test e-mail templates in Outlook without a Windows machine?",
        "What do you answer buyers who ask for the Git history of a paid starter?",
    ];

    /// <summary>An entry as its file has it: keys between two lines of dashes, Markdown below.</summary>
    public static (string Slug, EntryContent Content) Read(string file)
    {
        var parts = DemoFiles.ReadText(file).Split("\n---\n", 2);
        var keys = parts[0].Split('\n').Skip(1).Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return (Path.GetFileNameWithoutExtension(file), new EntryContent(
            Enum.Parse<EntryKind>(keys["kind"], ignoreCase: true), keys["title"], keys.GetValueOrDefault("context", ""), parts[1].Trim(),
            Words(keys["tags"]), Words(keys["stacks"]), keys.GetValueOrDefault("source")));
    }

    public static async Task EnsureAsync(MarketplaceDb db, DemoCatalog catalog, DateTimeOffset now, Action<string> report, CancellationToken cancellationToken)
    {
        var files = DemoFiles.List("Brain").ToList();
        if (await db.Entries.AnyAsync(entry => entry.Id == DemoIds.Of(files[0]), cancellationToken))
        {
            return;
        }

        await db.InTransactionAsync(async () =>
        {
            foreach (var file in files)
            {
                await WriteAsync(db, catalog, file, now, cancellationToken);
            }

            foreach (var product in catalog.Products.Where((_, index) => index % EveryNthProduct == 0))
            {
                var id = DemoIds.Of(product.Slug);
                db.OpenedSources.Add(new() { ProductId = id, Readme = true, Docs = true, Faq = true, ChangedAt = now });
                db.Publish(new SourcesChanged(id), now);
            }

            db.CommunityQuestions.AddRange(OpenQuestions.Select((body, index) =>
            {
                var at = now.AddDays(-2 * (index + 1));
                return new CommunityQuestion { Id = Guid.CreateVersion7(at), AskerId = catalog.Buyers[index].Id, Body = body, CreatedAt = at };
            }));
            await db.SaveChangesAsync(cancellationToken);
            return default(Done);
        }, cancellationToken);
        db.ChangeTracker.Clear();
        report($"demo data: {files.Count} entries of the Brain");
    }

    private static async Task WriteAsync(MarketplaceDb db, DemoCatalog catalog, string file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (slug, content) = Read(file);
        var dice = new DemoRandom(slug);
        var at = now.AddDays(-Days * dice.Between(0.01, 1)).AddMinutes(-dice.Between(0, 600));
        var entry = new Entry { Id = DemoIds.Of(file), AuthorId = dice.Pick(catalog.Sellers).Id, Slug = slug, CreatedAt = at };
        entry.Write(content, MarkdownRenderer.ToHtml(content.Body), at);
        entry.Publish(at);
        db.Entries.Add(entry);
        await db.SaveEntryAsync(entry, now, cancellationToken);
    }

    private static List<string> Words(string list) => [.. list.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
