using Marketplace.Web.Cart;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Marketplace.Web.Accounts;

/// <summary>The OIDC client: code + PKCE, the tokens stay in Redis, the browser holds an opaque session cookie.</summary>
internal static class SignIn
{
    public const string CookieScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string ClientId = "marketplace-web";
    public const string DevelopmentSecret = "marketplace-web-development-secret";

    public static readonly TimeSpan SessionLifetime = new(14, 0, 0, 0);

    private const string PromptKey = "prompt";

    public static string Path(string returnUrl) => $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<TokenRefresh>();
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(CookieScheme, ConfigureCookie)
            .AddOpenIdConnect(options => ConfigureOidc(options, builder.Configuration, builder.Environment));
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieScheme)
            .Configure<SessionStore>((options, store) => options.SessionStore = store);
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie = SiteCookies.Build("mp_web_session");
        options.ExpireTimeSpan = SessionLifetime;
        options.SlidingExpiration = true;
        options.TimeProvider = TimeProvider.System;
        options.AccessDeniedPath = "/forbidden";
        options.Events.OnValidatePrincipal = context =>
            context.HttpContext.RequestServices.GetRequiredService<TokenRefresh>().ValidateAsync(context);
    }

    private static void ConfigureOidc(OpenIdConnectOptions options, ConfigurationManager configuration, IHostEnvironment environment)
    {
        options.Authority = configuration["Identity:Authority"] ?? "http://localhost:5104";
        options.RequireHttpsMetadata = !options.Authority.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        options.ClientId = ClientId;
        options.ClientSecret = configuration["Clients:WebSecret"]
            ?? (environment.IsDevelopment() ? DevelopmentSecret : throw new InvalidOperationException("Clients:WebSecret is not set."));
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.TokenValidationParameters.NameClaimType = "name";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email", "offline_access", "marketplace-api" })
        {
            options.Scope.Add(scope);
        }

        // Without HTTPS a browser drops SameSite=None cookies, and a form_post answer would come without Lax ones.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.NonceCookie.Name = "mp_web_nonce.";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.Name = "mp_web_correlation.";
        options.TimeProvider = TimeProvider.System;
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.Prompt = context.Properties.GetParameter<string>(PromptKey) ?? context.ProtocolMessage.Prompt;
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context =>
        {
            if (GuestCart.Id(context.HttpContext) is not null)
            {
                context.ReturnUri = $"/account/signed-in?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(context.ReturnUri))}";
            }

            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/account/sign-in-failed");
            return Task.CompletedTask;
        };
    }
}
