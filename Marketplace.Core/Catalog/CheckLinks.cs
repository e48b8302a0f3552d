using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Visits a listing's demo and documentation and keeps what was found, for its seller and the approvers.</summary>
public sealed class CheckLinks(MarketplaceDb db, LinkProbe probe, TimeProvider time)
{
    private const int PerRun = 100;

    public async Task ExecuteAsync(Guid productId, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().Where(found => found.Id == productId && found.DeletedAt == null)
            .Select(found => new { found.DemoUrl, found.DocsUrl }).SingleOrDefaultAsync(cancellationToken);
        if (product is not null)
        {
            await CheckAsync(productId, LinkKind.Demo, product.DemoUrl, cancellationToken);
            await CheckAsync(productId, LinkKind.Docs, product.DocsUrl, cancellationToken);
        }
    }

    /// <summary>Those in the shop whose last visit is too long ago.</summary>
    public async Task<int> ExecuteDueAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - CatalogPolicy.LinkCheckedFor;
        var due = await db.Products
            .Where(product => product.State == ProductState.Published && product.DeletedAt == null)
            .Where(product =>
                (product.DemoUrl != null && !db.LinkChecks.Any(check => check.ProductId == product.Id && check.Kind == LinkKind.Demo && check.Url == product.DemoUrl && check.CheckedAt > since))
                || (product.DocsUrl != null && !db.LinkChecks.Any(check => check.ProductId == product.Id && check.Kind == LinkKind.Docs && check.Url == product.DocsUrl && check.CheckedAt > since)))
            .OrderBy(product => product.Id)
            .Select(product => product.Id)
            .Take(PerRun)
            .ToListAsync(cancellationToken);
        foreach (var id in due)
        {
            await ExecuteAsync(id, cancellationToken);
        }

        return due.Count;
    }

    private async Task CheckAsync(Guid productId, LinkKind kind, string? url, CancellationToken cancellationToken)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            await db.LinkChecks.Where(check => check.ProductId == productId && check.Kind == kind).ExecuteDeleteAsync(cancellationToken);
            return;
        }

        var answer = await probe.ProbeAsync(address, cancellationToken);
        var now = time.GetUtcNow();

        // Two visits may end together: the later writes over the earlier.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into catalog.link_checks (product_id, kind, url, is_reachable, status, problem, checked_at)
            values ({productId}, {kind.ToString()}, {url}, {answer.IsReachable}, {answer.Status}, {answer.Problem}, {now})
            on conflict (product_id, kind) do update set url = excluded.url, is_reachable = excluded.is_reachable, status = excluded.status,
                problem = excluded.problem, checked_at = excluded.checked_at
            """, cancellationToken);
    }
}
