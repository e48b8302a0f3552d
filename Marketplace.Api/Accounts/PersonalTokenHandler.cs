using System.Security.Claims;
using System.Text.Encodings.Web;
using Marketplace.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Marketplace.Api.Accounts;

/// <summary>Signs in a program that sends <c>Authorization: Bearer mpat_…</c> as the person who made the token.</summary>
internal sealed class PersonalTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AcceptToken accept)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "PersonalAccessToken";
    public const string ScopeClaim = "scope";

    /// <summary>The plan at the time of the request, by its name in Core.</summary>
    public const string PlanClaim = "plan";

    private const string Bearer = "Bearer ";

    /// <summary>The secret, when the request carries one of ours.</summary>
    public static string? SecretOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && header.AsSpan(Bearer.Length).Trim() is var secret
            && secret.StartsWith(PersonalAccessToken.SecretPrefix, StringComparison.Ordinal) ? secret.ToString() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        var answer = await accept.ExecuteAsync(secret, Context.RequestAborted);
        return answer.Person is { } person
            ? AuthenticateResult.Success(new AuthenticationTicket(Principal(person, answer), Scheme))
            : AuthenticateResult.Fail(answer.Refusal == TokenRefusal.Expired ? "The personal access token has expired." : "The personal access token is unknown or revoked.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await Unauthenticated.WriteAsync(Context, (await HandleAuthenticateOnceSafeAsync()).Failure?.Message);

    private static ClaimsPrincipal Principal(SignedInPerson person, TokenAnswer answer)
    {
        List<Claim> claims =
        [
            new("sub", person.Id.ToString()),
            new("email", person.Email),
            new("name", person.Name),
            new("role", "buyer"),
            new(PlanClaim, answer.Plan.ToString()),
            .. answer.Scopes.Select(scope => new Claim(ScopeClaim, scope)),
        ];
        if (person.IsAdmin)
        {
            claims.Add(new("role", "admin"));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, "name", "role"));
    }
}
