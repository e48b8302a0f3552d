using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StackExchange.Redis;

namespace Marketplace.Web.Accounts;

/// <summary>
/// Renews the access token shortly before it ends. Refresh tokens are used once: of the requests of one session,
/// in all tabs and replicas, exactly one renews (a lock in Redis) and the others take over what it stored.
/// </summary>
internal sealed class TokenRefresh(
    SessionStore sessions,
    IConnectionMultiplexer redis,
    IOptionsMonitor<OpenIdConnectOptions> oidc,
    ILogger<TokenRefresh> logger)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LockLifetime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(80);

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (!NeedsRefresh(context.Properties) || !context.Properties.Items.TryGetValue(SessionStore.KeyItem, out var key) || key is null)
        {
            return;
        }

        var cancellationToken = context.HttpContext.RequestAborted;
        var database = redis.GetDatabase();
        var lockKey = $"web:refresh:{key}";
        var owner = Guid.NewGuid().ToString("N");
        for (var waited = TimeSpan.Zero; waited < LockLifetime; waited += Poll)
        {
            if (await database.LockTakeAsync(lockKey, owner, LockLifetime))
            {
                try
                {
                    await RefreshAsync(context, key, cancellationToken);
                }
                finally
                {
                    await database.LockReleaseAsync(lockKey, owner);
                }

                return;
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }

    private static bool NeedsRefresh(AuthenticationProperties properties) =>
        DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expiresAt)
        && expiresAt - Margin <= TimeProvider.System.GetUtcNow();

    private async Task RefreshAsync(CookieValidatePrincipalContext context, string key, CancellationToken cancellationToken)
    {
        // Another request may have renewed, or signed out, while this one waited for the lock.
        var current = await sessions.RetrieveAsync(key);
        if (current is null)
        {
            context.RejectPrincipal();
            return;
        }

        if (!NeedsRefresh(current.Properties))
        {
            Take(context, current.Properties);
            return;
        }

        var answer = await RequestAsync(current.Properties, cancellationToken);
        if (answer.Refused)
        {
            logger.LogInformation("The identity provider no longer renews a session; the person is signed out.");
            await sessions.RemoveAsync(key);
            context.RejectPrincipal();
        }
        else if (answer.Tokens is { } tokens)
        {
            current.Properties.StoreTokens(tokens);
            await sessions.RenewAsync(key, current);
            Take(context, current.Properties);
        }
    }

    private static void Take(CookieValidatePrincipalContext context, AuthenticationProperties renewed) =>
        context.Properties.StoreTokens(renewed.GetTokens());

    private async Task<(bool Refused, IReadOnlyList<AuthenticationToken>? Tokens)> RequestAsync(AuthenticationProperties properties, CancellationToken cancellationToken)
    {
        var refreshToken = properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken);
        if (refreshToken is null)
        {
            return (true, null);
        }

        var options = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            using var response = await options.Backchannel.PostAsync(configuration.TokenEndpoint, new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refreshToken,
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret!,
            }), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return ((int)response.StatusCode is >= 400 and < 500, null);
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return (false, ReadTokens(json.RootElement, properties, refreshToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException or JsonException)
        {
            // Not reachable is no refusal: the session stays, and the next request tries again.
            logger.LogWarning(exception, "The access token could not be renewed.");
            return (false, null);
        }
    }

    private static List<AuthenticationToken> ReadTokens(JsonElement json, AuthenticationProperties properties, string oldRefreshToken)
    {
        var expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(json.GetProperty("expires_in").GetInt32());
        return
        [
            new() { Name = OpenIdConnectParameterNames.AccessToken, Value = json.GetProperty("access_token").GetString()! },
            new() { Name = OpenIdConnectParameterNames.RefreshToken, Value = Text("refresh_token") ?? oldRefreshToken },
            new() { Name = OpenIdConnectParameterNames.IdToken, Value = Text("id_token") ?? properties.GetTokenValue(OpenIdConnectParameterNames.IdToken) ?? "" },
            new() { Name = "expires_at", Value = expiresAt.ToString("o", CultureInfo.InvariantCulture) },
        ];

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
