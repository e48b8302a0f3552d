using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Subscriptions;

/// <summary>
/// The idempotency key of one wish to change the plan, with the moment its amounts hold for: the same over reloads and second clicks, until the
/// subscription is another, the change is done or refused, or the amounts are too old.
/// </summary>
/// <param name="At">Null when nothing is prorated.</param>
internal sealed record ChangeKey(string Key, DateTimeOffset? At)
{
    private const string Cookie = "mp_plan_change";

    // A little less than the Api honours a preview for.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(14);

    /// <summary>Null when there is none for this wish.</summary>
    public static ChangeKey? Find(HttpContext context, SubscriptionRequest wish, SubscriptionView view) =>
        context.Request.Cookies.TryGetValue(Cookie, out var value)
        && value.Split('.') is [var known, var key, var at] && known == Fingerprint(context, wish, view) && Guid.TryParse(key, out _)
            ? new(key, ReadAt(at))
            : null;

    public static ChangeKey Make(HttpContext context, SubscriptionRequest wish, SubscriptionView view, DateTimeOffset? at)
    {
        var made = new ChangeKey(Guid.CreateVersion7().ToString(), at);
        SiteCookies.Set(context, Cookie, $"{Fingerprint(context, wish, view)}.{made.Key}.{made.AtText}", Lifetime);
        return made;
    }

    public static void Forget(HttpContext context) => SiteCookies.Remove(context, Cookie);

    /// <summary>As a form carries it: 100-nanosecond ticks, so that what is sent is what was shown.</summary>
    public string AtText => At?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "";

    public static DateTimeOffset? ReadAt(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : null;

    private static string Fingerprint(HttpContext context, SubscriptionRequest wish, SubscriptionView view)
    {
        var own = view.Subscription;
        var text = string.Join('|', context.User.FindFirst("sub")?.Value, wish.Plan, wish.Interval, own?.Id, own?.Plan, own?.Interval, own?.Status, own?.PeriodEnd.UtcTicks, own?.CancelAt?.UtcTicks, own?.NextPlan, own?.PendingPlan);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
