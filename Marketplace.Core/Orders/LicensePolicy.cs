using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

/// <summary>On how many machines one licence key may be active at a time, and what a fingerprint is.</summary>
public static class LicensePolicy
{
    public const int MaxFingerprint = 200;

    /// <summary>Standard: one product with its developers' and build machines. Extended: products sold to many.</summary>
    public static int ActivationLimit(LicenseKind kind) => kind == LicenseKind.Standard ? 5 : 50;

    /// <summary>A key counts while its purchase does: paid, and not given back in full.</summary>
    public static bool IsValid(OrderLineState state) => OrderPolicy.MayDownload(state);

    /// <summary>Keys are read aloud and typed: case, spaces and missing hyphens do not matter.</summary>
    public static string Normalise(string key)
    {
        var letters = new string([.. key.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return letters.Length == 23 ? $"{letters[..3]}-{letters[3..8]}-{letters[8..13]}-{letters[13..18]}-{letters[18..]}" : key.Trim();
    }
}

public static class LicenseErrors
{
    public static Error UnknownKey { get; } = new(ErrorKind.NotFound, "licenses.unknown_key", "There is no such licence key. Check it for typing errors; it is on the purchase's page.", "key");

    public static Error NotActivated { get; } = new(ErrorKind.NotFound, "licenses.not_activated", "This key is not active under this fingerprint.", "fingerprint");

    public static Error LimitReached(int limit) => new(
        ErrorKind.Conflict, "licenses.activation_limit", $"This key is active on {limit} machines, its limit. Deactivate one of them first; the buyer sees them on the purchase's page.", "fingerprint");
}
