namespace Marketplace.Core.Packages.Signing;

/// <summary>How long a signing key signs. It proves what it signed for good, unless it is revoked.</summary>
public static class SigningPolicy
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static bool IsDue(SigningKey? active, DateTimeOffset now) => active is null || active.CreatedAt + Lifetime <= now;
}
