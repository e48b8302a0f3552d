using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

internal sealed class TokenEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task ReadToken_Reads_AndWritesNothing()
    {
        using var person = await ApiPerson.SellerAsync();
        using var reader = await WithTokenAsync(person.Id, [PersonalAccessToken.Read]);
        Assert.That((await new AccountsClient(reader).GetMeAsync(None)).Id, Is.EqualTo(person.Id));
        await Refusal.OfAsync(new Marketplace.Contracts.Selling.SellingClient(reader).CreateProductAsync(ApiPerson.Listing(), None), 403, "accounts.scope_missing");
        await Refusal.OfAsync(new Marketplace.Contracts.Cart.CartClient(reader).PutLineAsync(Guid.NewGuid(), new(), None), 403, "accounts.scope_missing");
    }

    [Test]
    public async Task WriteToken_CannotRead()
    {
        using var person = await ApiPerson.BuyerAsync();
        using var writer = await WithTokenAsync(person.Id, [PersonalAccessToken.Write]);
        await Refusal.OfAsync(new AccountsClient(writer).GetMeAsync(None), 403, "accounts.scope_missing");
    }

    [Test]
    public async Task Token_CannotMakeOrRevokeTokens_ButIsListedWithItsUse()
    {
        using var person = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(person.Accounts.CreateTokenAsync(new() { Name = "more" }, None), 403, "accounts.not_by_token");
        var token = (await person.Accounts.ListTokensAsync(None)).Items.Single();
        await Refusal.OfAsync(person.Accounts.RevokeTokenAsync(token.Id, None), 403, "accounts.not_by_token");
        Assert.That(token.Prefix, Does.StartWith("mpat_").And.Length.EqualTo(10));
        Assert.That(token.LastUsedAt, Is.Not.Null);
    }

    [Test]
    public async Task RevokedToken_IsRefusedAtOnce()
    {
        using var person = await ApiPerson.BuyerAsync();
        var token = (await person.Accounts.ListTokensAsync(None)).Items.Single();
        await ApiPerson.InDatabaseAsync(db => new RevokeToken(db, TimeProvider.System).ExecuteAsync(person.Id, token.Id, None));
        await AssertRefusedAsync(person.Http, "unknown or revoked");
    }

    [Test]
    public async Task ExpiredToken_SaysSo()
    {
        using var person = await ApiPerson.BuyerAsync();
        await ApiPerson.InDatabaseAsync(db => db.PersonalAccessTokens.Where(token => token.UserId == person.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, DateTimeOffset.UnixEpoch)));
        await AssertRefusedAsync(person.Http, "expired");
    }

    [TestCase("mpat_nonsense", "unknown or revoked")]
    [TestCase("eyJhbGciOiJub25lIn0.e30.", "not valid")]
    [TestCase("nonsense", "not valid")]
    public async Task ForgedToken_IsRefused(string token, string reason)
    {
        using var forger = await ApiPerson.GuestAsync();
        forger.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await AssertRefusedAsync(forger.Http, reason);
    }

    [Test]
    public async Task Secret_IsNowhereInTheDatabase()
    {
        using var person = await ApiPerson.BuyerAsync();
        var secret = person.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var row = await ApiPerson.InDatabaseAsync(db => db.PersonalAccessTokens.SingleAsync(token => token.UserId == person.Id));
        Assert.That(JsonSerializer.Serialize(row), Does.Not.Contain(secret));
        Assert.That(row.Hash, Has.Length.EqualTo(32));
    }

    private static async Task AssertRefusedAsync(HttpClient http, string reason)
    {
        using var answer = await http.GetAsync(AccountRoutes.Me);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer error=\"invalid_token\"").And.Contain(reason));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"unauthenticated\"").And.Contain(reason));
    }

    private static async Task<HttpClient> WithTokenAsync(Guid userId, string[] scopes)
    {
        var created = await ApiPerson.InDatabaseAsync(db => new CreateToken(db, TimeProvider.System).ExecuteAsync(userId, "scoped", scopes, null, None));
        var http = new HttpClient { BaseAddress = (await RunningMarketplace.GetAsync()).Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created.Value!.Secret);
        return http;
    }
}
