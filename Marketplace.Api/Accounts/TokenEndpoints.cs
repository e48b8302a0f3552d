using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Accounts;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AccountRoutes.Tokens).WithTags("Me")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("The own personal access tokens, newest first");
        group.MapPost("", CreateAsync).WithSummary("Make a personal access token; its secret is in this answer only");
        group.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke a personal access token");
    }

    private static async Task<Ok<PageView<TokenView>>> ListAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var userId = caller.UserId();
        var tokens = await db.PersonalAccessTokens.AsNoTracking()
            .Where(token => token.UserId == userId && token.RevokedAt == null)
            .OrderByDescending(token => token.Id)
            .Select(token => new TokenView(token.Id, token.Name, token.Prefix, token.Scopes, token.CreatedAt, token.LastUsedAt, token.ExpiresAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new PageView<TokenView>(tokens, tokens.Count, null));
    }

    private static async Task<Results<Ok<CreatedTokenView>, ProblemHttpResult>> CreateAsync(
        CreateTokenRequest request, ClaimsPrincipal caller, CreateToken create, CancellationToken cancellationToken)
    {
        var created = await create.ExecuteAsync(caller.UserId(), request.Name, request.Scopes, request.ExpiresInDays, cancellationToken);
        return created.IsOk
            ? TypedResults.Ok(new CreatedTokenView(created.Value.Token.Id, created.Value.Token.Name, created.Value.Secret))
            : created.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid id, ClaimsPrincipal caller, RevokeToken revoke, CancellationToken cancellationToken)
    {
        var revoked = await revoke.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return revoked.IsOk ? TypedResults.NoContent() : revoked.Error.ToProblem();
    }
}
