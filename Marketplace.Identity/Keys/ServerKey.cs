namespace Marketplace.Identity.Keys;

/// <summary>A private key of the token server, shared by all replicas; protected by the data protection ring.</summary>
public sealed class ServerKey
{
    public const string Signing = "signing";
    public const string Encryption = "encryption";

    public required string Id { get; init; }

    public required string Purpose { get; init; }

    public required string ProtectedKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
