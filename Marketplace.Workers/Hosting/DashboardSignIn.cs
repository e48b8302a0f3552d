using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Marketplace.Workers.Hosting;

/// <summary>Admins sign in to the job dashboard with the marketplace's own identity provider.</summary>
internal static class DashboardSignIn
{
    public const string AdminPolicy = "admin";
    private static readonly TimeSpan Session = TimeSpan.FromHours(8);

    public static void AddDashboardSignIn(this IHostApplicationBuilder builder)
    {
        var authority = builder.Configuration["Identity:Authority"] ?? throw new InvalidOperationException("Identity:Authority is not set.");
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                // Browsers send cookies of one host to all its ports: the name must be this host's own.
                options.Cookie.Name = "mp_jobs";
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = Session;
                options.TimeProvider = TimeProvider.System;
            })
            .AddOpenIdConnect(options =>
            {
                options.Authority = authority;
                options.RequireHttpsMetadata = authority.StartsWith("https:", StringComparison.Ordinal) || !builder.Environment.IsDevelopment();
                options.ClientId = "marketplace-workers";
                options.ClientSecret = builder.Configuration["Clients:WorkersSecret"];
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.MapInboundClaims = false;
                options.TokenValidationParameters.NameClaimType = "name";
                options.TokenValidationParameters.RoleClaimType = "role";
                options.TimeProvider = TimeProvider.System;
                options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
                options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AdminPolicy, policy => policy.RequireAuthenticatedUser().RequireClaim("role", "admin"));
    }
}
