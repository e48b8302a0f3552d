using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Accounts;

/// <summary>The 401: a challenge by RFC 6750 and a problem that says what to do.</summary>
internal static class Unauthenticated
{
    /// <param name="refusal">Why the token that was sent is refused; null when none was.</param>
    public static Task WriteAsync(HttpContext context, string? refusal)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] =
            refusal is null ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{refusal}\"";
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status401Unauthorized,
            Title = "Sign in first.",
            Detail = refusal ?? "Send an access token or a personal access token: Authorization: Bearer ….",
        };
        problem.Extensions["code"] = "unauthenticated";
        return TypedResults.Problem(problem).ExecuteAsync(context);
    }
}
