using System.Security.Cryptography.X509Certificates;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Data;
using Marketplace.Identity.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Hosting;

internal static class IdentityHost
{
    public static void AddIdentityHost(this WebApplicationBuilder builder)
    {
        // First: keys and clients exist before anything else starts, the data protection ring included.
        builder.Services.AddHostedService<IdentityStart>();
        builder.AddIdentityStore()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<PasswordResetTokenProvider>(PasswordResetTokenProvider.Name);
        builder.AddMailClient("mail");
        AddKeyRing(builder);
        AddSessions(builder.Services, builder.Environment);
        builder.AddTokenServer();
        builder.AddFormLimits();

        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<ClientAddresses>();
        builder.Services.AddScoped<ClientRegistration>();
        builder.Services.AddAccounts();
        builder.Services.AddRazorPages(options => options.Conventions.AllowAnonymousToFolder("/"));
        builder.Services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromHours(24 * 365));
    }

    public static void UseIdentityHost(this WebApplication app)
    {
        // Resolved now: a missing public address stops the start, not the first mail.
        app.Services.GetRequiredService<PublicAddress>();
        app.UseExceptionHandler("/status/500");
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseSharedLook();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapTokenServer();
        app.MapRazorPages();
        app.MapGet("/", (ClientAddresses clients) => Results.Redirect(clients.Web.Count > 0 ? clients.Home : "/sign-in")).AllowAnonymous();

        // The fallback policy would send an unknown address to the sign-in page.
        app.MapFallback(() => Results.NotFound()).AllowAnonymous();
    }

    // The ring itself is protected at rest when a certificate is given; without one it is as safe as the database.
    private static void AddKeyRing(WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("marketplace-identity")
            .PersistKeysToDbContext<IdentityDb>();
        if (builder.Configuration["DataProtection:CertificatePath"] is { Length: > 0 } path)
        {
            protection.ProtectKeysWithCertificate(
                X509CertificateLoader.LoadPkcs12FromFile(path, builder.Configuration["DataProtection:CertificatePassword"]));
        }
    }

    private static void AddSessions(IServiceCollection services, IHostEnvironment environment)
    {
        var secure = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            // Cookies do not know ports: on localhost every host needs names of its own.
            options.Cookie.Name = "mp_identity_session";
            options.Cookie.SecurePolicy = secure;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TokenPolicy.RefreshTokenLifetime;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/status/403";
            options.ReturnUrlParameter = "returnUrl";
            options.TimeProvider = TimeProvider.System;
        });
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            // After a password reset other browsers are signed out within a minute.
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.TimeProvider = TimeProvider.System;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "mp_identity_form";
            options.Cookie.SecurePolicy = secure;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
