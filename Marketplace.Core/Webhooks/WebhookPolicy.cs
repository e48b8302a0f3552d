namespace Marketplace.Core.Webhooks;

/// <summary>
/// How webhooks are sent: ten tries over three days, each at most ten seconds; a few at once to one receiver, and one at once to a receiver that
/// fails, so that it holds up nobody. Who has received nothing for all that time is sent nothing more.
/// </summary>
public static class WebhookPolicy
{
    public const int MostEndpoints = 10;
    public const int LongestUrl = 500;
    public const int LongestDescription = 100;
    public const int MaxTries = 10;

    /// <summary>Of an answer's body; nothing beyond it is read.</summary>
    public const int KeptAnswerBytes = 4_096;
    public const int KeptHeaders = 20;
    public const int KeptHeaderCharacters = 200;

    /// <summary>Sent at once to one endpoint, by all workers together.</summary>
    public const int AtOnce = 4;

    /// <summary>Tests and repetitions that a person asks for, per endpoint within <see cref="AskedWithin"/>: the address may be somebody else's.</summary>
    public const int MostAsked = 20;
    public static readonly TimeSpan AskedWithin = TimeSpan.FromMinutes(1);

    /// <summary>For all of a try: the name, the connection, the answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>After it a claimed delivery belongs to nobody: its worker has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>A replaced secret signs beside the new one for this long.</summary>
    public static readonly TimeSpan OldSecretLifetime = TimeSpan.FromHours(24);
    public static readonly TimeSpan KeepLog = TimeSpan.FromDays(30);
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private const double Spread = 0.1;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(18), TimeSpan.FromHours(22),
    ];

    /// <summary>The pause after so many failed tries, ten percent more or less; null when there is no further one.</summary>
    /// <param name="luck">0 to 1, random: receivers that were down together are not all tried again at once.</param>
    /// <param name="asked">What the receiver asks for with <c>Retry-After</c>: it lengthens the pause, up to a day.</param>
    public static TimeSpan? Pause(int tries, int maxTries, double luck, TimeSpan? asked)
    {
        if (tries >= maxTries)
        {
            return null;
        }

        var pause = Pauses[Math.Min(tries, Pauses.Length) - 1] * (1 - Spread + (2 * Spread * luck));
        var wish = asked is { } wait && wait < LongestWait ? wait : asked is null ? TimeSpan.Zero : LongestWait;
        return wish > pause ? wish : pause;
    }

    /// <summary>A test is tried once: its sender is looking.</summary>
    public static int TriesOf(string type) => type == WebhookEvents.Test ? 1 : MaxTries;

    /// <summary>A delivery used up all its tries, and since the first of them the endpoint has received nothing else either.</summary>
    public static bool IsDead(WebhookEndpoint endpoint, WebhookDelivery delivery) =>
        delivery is { State: WebhookDeliveryState.Failed, Tries: MaxTries, FirstTriedAt: { } first }
        && endpoint.StateAt <= first
        && (endpoint.LastSuccessAt is null || endpoint.LastSuccessAt < first);
}
