using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Tests.Accounts;

/// <summary>Access tokens of an identity provider that the test is itself: its keys, its clock, its mistakes.</summary>
internal sealed class AccessTokenTests
{
    private readonly Guid userId = Guid.CreateVersion7();
    private RSA key = null!;
    private TestDatabase database = null!;
    private WebApplication provider = null!;
    private WebApplication api = null!;
    private HttpClient client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        key = RSA.Create(2048);
        database = await TestDatabase.CreateAsync();
        provider = await StartProviderAsync();
        api = await StartApiAsync();
        client = new HttpClient { BaseAddress = new Uri(api.Urls.Single()) };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await api.DisposeAsync();
        await provider.DisposeAsync();
        await database.DisposeAsync();
        key.Dispose();
    }

    [Test]
    public async Task GoodToken_IsThePerson_WhoIsMirrored()
    {
        using var answer = await SendAsync(Token());
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(userId.ToString()));
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        Assert.That((await db.Users.SingleAsync(user => user.Id == userId)).Handle, Is.EqualTo("ada-lovelace"));
    }

    [Test]
    public async Task ExpiredToken_IsToldSo()
    {
        using var answer = await SendAsync(Token(expiresIn: TimeSpan.FromHours(-1)));
        await AssertRefusedAsync(answer, "The access token has expired. Sign in again.");
    }

    [Test]
    public async Task TokenForSomebodyElse_IsRefused()
    {
        using var audience = await SendAsync(Token(audience: "another-api"));
        await AssertRefusedAsync(audience, "not valid");
        using var issuer = await SendAsync(Token(issuer: "https://evil.example"));
        await AssertRefusedAsync(issuer, "not valid");
        using var identityToken = await SendAsync(Token(type: "JWT"));
        await AssertRefusedAsync(identityToken, "not valid");
        using var subject = await SendAsync(Token(subject: "not-one-of-ours"));
        await AssertRefusedAsync(subject, "not valid");
    }

    [Test]
    public async Task TokenOfAnotherKey_IsRefused()
    {
        using var other = RSA.Create(2048);
        using var answer = await SendAsync(Token(signedBy: other));
        await AssertRefusedAsync(answer, "not valid");
    }

    [TestCase("buyer", ExpectedResult = HttpStatusCode.Forbidden)]
    [TestCase("admin", ExpectedResult = HttpStatusCode.OK)]
    public async Task<HttpStatusCode> AdminPolicy_AsksForTheRole(string role)
    {
        using var answer = await SendAsync(Token(role: role), "/admin");
        return answer.StatusCode;
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string reason)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Does.Contain("error=\"invalid_token\"").And.Contain(reason));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"unauthenticated\"").And.Contain(reason));
    }

    private async Task<HttpResponseMessage> SendAsync(string token, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await client.SendAsync(request);
    }

    private string Token(
        TimeSpan? expiresIn = null, string audience = "marketplace-api", string? issuer = null, string type = "at+jwt", string? subject = null, string role = "buyer", RSA? signedBy = null)
    {
        var expires = TimeProvider.System.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? provider.Urls.Single(),
            Audience = audience,
            TokenType = type,
            Expires = expires.UtcDateTime,
            Subject = new ClaimsIdentity([new("sub", subject ?? userId.ToString()), new("email", "ada@example.org"), new("name", "Ada Lovelace"), new("role", role)]),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(signedBy ?? key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private async Task<WebApplication> StartProviderAsync()
    {
        var builder = Builder();
        var app = builder.Build();
        var publicKey = key.ExportParameters(includePrivateParameters: false);
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = app.Urls.Single(), jwks_uri = app.Urls.Single() + "/keys" });
        app.MapGet("/keys", () => new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Base64UrlEncoder.Encode(publicKey.Modulus), e = Base64UrlEncoder.Encode(publicKey.Exponent) } },
        });
        await app.StartAsync();
        return app;
    }

    private async Task<WebApplication> StartApiAsync()
    {
        var builder = Builder();
        builder.Configuration["Identity:Authority"] = provider.Urls.Single();
        builder.Services.AddSingleton(TimeProvider.System).AddAccounts().AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)));
        builder.AddMarketplaceAuthentication();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (ClaimsPrincipal caller) => caller.UserId().ToString());
        app.MapGet("/admin", () => "ok").RequireAuthorization(Policies.Admin);
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }
}
