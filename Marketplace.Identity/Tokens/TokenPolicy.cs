namespace Marketplace.Identity.Tokens;

/// <summary>How long tokens live: short ones for the API, rotating ones for the web application's server side.</summary>
public static class TokenPolicy
{
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(14);
    public static readonly TimeSpan RefreshTokenReuseLeeway = TimeSpan.FromSeconds(30);

    /// <summary>Spent and expired tokens are kept this long, so that a stolen one that is used late is still recognised.</summary>
    public static readonly TimeSpan PruneAfter = TimeSpan.FromDays(30);
    public static readonly TimeSpan PruneInterval = TimeSpan.FromDays(1);
}
