using Marketplace.Identity.Data;
using Marketplace.Identity.Hosting;
using Marketplace.Identity.Keys;
using Microsoft.Extensions.Options;
using OpenIddict.Core;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Tokens;

internal static class TokenServer
{
    public const string ApiAudience = "marketplace-api";

    public static void AddTokenServer(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerKeyRing>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, ConfigureServerKeys>();
        builder.Services.AddScoped<TokenPrincipals>();
        builder.Services.AddHostedService<TokenPruning>();

        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server => Configure(server, builder));

        // Tokens live by the wall clock: moving the shared demo clock signs nobody out.
        builder.Services.Configure<OpenIddictCoreOptions>(options => options.TimeProvider = TimeProvider.System);
        builder.Services.Configure<OpenIddictServerOptions>(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        });
    }

    public static void MapTokenServer(this WebApplication app)
    {
        var connect = app.MapGroup("/connect").AllowAnonymous().DisableAntiforgery();
        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeEndpoint.HandleAsync);
        connect.MapPost("/token", TokenEndpoint.HandleAsync);
        connect.MapMethods("/userinfo", [HttpMethods.Get, HttpMethods.Post], UserInfoEndpoint.HandleAsync);
        connect.MapMethods("/logout", [HttpMethods.Get, HttpMethods.Post], LogoutEndpoint.HandleAsync);
    }

    private static void Configure(OpenIddictServerBuilder server, IHostApplicationBuilder builder)
    {
        if (PublicAddress.Configured(builder.Configuration) is { } issuer)
        {
            server.SetIssuer(issuer);
        }

        server.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetEndSessionEndpointUris("connect/logout")
            .SetRevocationEndpointUris("connect/revoke");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Email, Scopes.Profile, Scopes.OfflineAccess, ApiAudience);
        server.RegisterClaims(Claims.Email, Claims.EmailVerified, Claims.Name, Claims.Role);
        server.RegisterPromptValues(AuthorizeEndpoint.PromptCreate);

        // The leeway lets two requests of one session refresh at the same moment; later reuse revokes the whole chain.
        server.SetAccessTokenLifetime(TokenPolicy.AccessTokenLifetime)
            .SetRefreshTokenLifetime(TokenPolicy.RefreshTokenLifetime)
            .SetRefreshTokenReuseLeeway(TokenPolicy.RefreshTokenReuseLeeway)
            .DisableAccessTokenEncryption();

        var host = server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough()
            .EnableStatusCodePagesIntegration();
        if (builder.Environment.IsDevelopment())
        {
            host.DisableTransportSecurityRequirement();
        }
    }
}
