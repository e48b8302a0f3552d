namespace Marketplace.StripeSandbox.Balance;

/// <summary>What the card payment costs the platform: 2.9 %, rounded half up, plus 30 of the currency's smallest unit.</summary>
internal static class ProcessingFee
{
    private const long PerMille = 29;
    private const long Fixed = 30;

    public static long Of(long amount) =>
        amount > 0 ? checked(((amount * PerMille) + 500) / 1000 + Fixed) : throw new ArgumentOutOfRangeException(nameof(amount));
}
