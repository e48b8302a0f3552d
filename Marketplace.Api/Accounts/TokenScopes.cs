using Marketplace.Api.Hosting;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Accounts;

/// <summary>What a personal access token may do: <c>read</c> for safe methods, <c>write</c> for the others, and never the making of tokens.</summary>
internal static class TokenScopes
{
    private static readonly Error NotByToken = new(
        ErrorKind.Forbidden, "accounts.not_by_token", "A token cannot manage tokens: sign in to do that.");

    public static void UseTokenScopes(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var refusal = context.User.Identity?.AuthenticationType == PersonalTokenHandler.Scheme ? RefusalOf(context) : null;
        await (refusal is null ? next(context) : refusal.ToProblem().ExecuteAsync(context));
    });

    private static Error? RefusalOf(HttpContext context)
    {
        var method = context.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || context.GetEndpoint()?.Metadata.GetMetadata<ReadsOnly>() is not null;
        var scope = isSafe ? PersonalAccessToken.Read : PersonalAccessToken.Write;
        if (!context.User.HasClaim(PersonalTokenHandler.ScopeClaim, scope))
        {
            return new Error(ErrorKind.Forbidden, "accounts.scope_missing", $"This token lacks the scope “{scope}”.");
        }

        return !isSafe && context.Request.Path.StartsWithSegments(Contracts.Accounts.AccountRoutes.Tokens) ? NotByToken : null;
    }
}

/// <summary>This endpoint reads, whatever its method: the scope <c>read</c> suffices for it.</summary>
internal sealed class ReadsOnly;
