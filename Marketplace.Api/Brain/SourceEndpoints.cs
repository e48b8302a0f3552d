using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Sources;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Brain;

/// <summary>What of their products sellers let the Brain read.</summary>
internal static class SourceEndpoints
{
    private const int TextsShown = 200;

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(BrainRoutes.SourcesOfProduct).WithTags("Brain").ProducesProblem(400).ProducesProblem(404);
        group.MapGet("", GetAsync).WithSummary("What of a product the Brain may read, and what it has read");
        group.MapPut("", OpenAsync).WithSummary("Open or close a product's README, documentation and answered questions to the Brain");
    }

    private static async Task<Results<Ok<SourcesView>, ProblemHttpResult>> GetAsync(
        Guid id, ClaimsPrincipal caller, MarketplaceDb db, CitationQueries citations, CancellationToken cancellationToken)
    {
        var sellerId = caller.UserId();
        if (!await db.Products.AnyAsync(product => product.Id == id && product.SellerId == sellerId && product.DeletedAt == null, cancellationToken))
        {
            return Error.NotFound("product").ToProblem();
        }

        var opened = await db.OpenedSources.AsNoTracking().SingleOrDefaultAsync(opened => opened.ProductId == id, cancellationToken);
        var texts = await db.KnowledgeDocuments.AsNoTracking().Where(document => document.ProductId == id).OrderBy(document => document.Title).Take(TextsShown)
            .Select(document => new
            {
                document.Id,
                document.Kind,
                document.Title,
                Version = db.PackageVersions.Where(version => version.Id == document.VersionId).Select(version => version.Version).SingleOrDefault(),
                IsIndexed = document.IndexedRevision == document.Revision,
            }).ToListAsync(cancellationToken);
        var counts = await citations.OfDocumentsAsync(texts.ConvertAll(text => text.Id), cancellationToken);
        return TypedResults.Ok(new SourcesView(
            opened?.Readme ?? false, opened?.Docs ?? false, opened?.Faq ?? false,
            texts.ConvertAll(text => new SourceTextView(Kind(text.Kind), text.Title, text.Version, text.IsIndexed, counts.GetValueOrDefault(text.Id)?.Answers ?? 0))));
    }

    private static async Task<Results<Ok<SourcesView>, ProblemHttpResult>> OpenAsync(
        Guid id, SourcesRequest request, ClaimsPrincipal caller, OpenSources open, MarketplaceDb db, CitationQueries citations, CancellationToken cancellationToken)
    {
        var opened = await open.ExecuteAsync(caller.UserId(), id, new(request.Readme, request.Docs, request.Faq), cancellationToken);
        return opened.IsOk ? await GetAsync(id, caller, db, citations, cancellationToken) : opened.Error.ToProblem();
    }

    private static string Kind(DocumentKind kind) => kind switch
    {
        DocumentKind.Readme => "readme",
        DocumentKind.Docs => "docs",
        _ => "faq",
    };
}
