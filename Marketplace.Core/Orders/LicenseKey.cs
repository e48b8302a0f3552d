using System.Security.Cryptography;

namespace Marketplace.Core.Orders;

/// <summary>Keys like <c>MKT-7Q2M9-XK4TD-3HWRB-P6VNC</c>: 100 random bits, letters that are not mistaken for each other.</summary>
public static class LicenseKey
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string New()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 20);
        return $"MKT-{letters[..5]}-{letters[5..10]}-{letters[10..15]}-{letters[15..]}";
    }
}
