using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Accounts;

/// <summary>
/// Who calls: the identity provider's access token, or a personal access token. The provider is configuration: <c>Identity:Authority</c>,
/// <c>Identity:Audience</c>, and <c>Identity:TokenType</c> for one whose tokens are not <c>at+jwt</c>.
/// </summary>
internal static class AuthenticationSetup
{
    private const string BySecret = "BySecret";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void AddMarketplaceAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<UserMirror>();
        builder.Services
            .AddAuthentication(BySecret)
            .AddPolicyScheme(BySecret, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, PersonalTokenHandler>(PersonalTokenHandler.Scheme, null)
            .AddJwtBearer(options => Configure(options, builder.Configuration, builder.Environment));
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Admin, policy => policy.RequireAuthenticatedUser().RequireClaim("role", "admin"))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static string SchemeOf(HttpContext context) =>
        PersonalTokenHandler.SecretOf(context.Request) is null ? JwtBearerDefaults.AuthenticationScheme : PersonalTokenHandler.Scheme;

    private static void Configure(JwtBearerOptions options, IConfiguration configuration, IHostEnvironment environment)
    {
        var authority = configuration["Identity:Authority"] ?? throw new InvalidOperationException("Identity:Authority is not set.");
        options.Authority = authority;
        options.Audience = configuration["Identity:Audience"] ?? "marketplace-api";
        options.RequireHttpsMetadata = !(environment.IsDevelopment() && authority.StartsWith("http:", StringComparison.OrdinalIgnoreCase));
        options.MapInboundClaims = false;

        // Tokens live by the wall clock: moving the demo clock signs nobody out.
        options.TimeProvider = TimeProvider.System;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidTypes = [configuration["Identity:TokenType"] ?? "at+jwt"],
            NameClaimType = "name",
            RoleClaimType = "role",
            ClockSkew = ClockSkew,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = MirrorAsync, OnChallenge = ChallengeAsync };
    }

    private static async Task MirrorAsync(TokenValidatedContext context)
    {
        var claims = context.Principal!;
        if (claims.FindUserId() is not { } id)
        {
            context.Fail("The token's subject is not one of this marketplace.");
            return;
        }

        var email = claims.FindFirstValue("email") ?? "";
        var person = new SignedInPerson(id, email, claims.FindFirstValue("name") ?? email, claims.HasClaim("role", "admin"), IsTrue(claims.FindFirstValue("email_verified")));
        await context.HttpContext.RequestServices.GetRequiredService<UserMirror>().EnsureAsync(person, context.HttpContext.RequestAborted);
    }

    // A boolean of JSON arrives as "true"; some providers send "True".
    private static bool IsTrue(string? claim) => bool.TryParse(claim, out var value) && value;

    private static Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return Unauthenticated.WriteAsync(context.HttpContext, context.AuthenticateFailure switch
        {
            null => null,
            SecurityTokenExpiredException => "The access token has expired. Sign in again.",
            _ => "The access token is not valid here. Sign in again.",
        });
    }
}
