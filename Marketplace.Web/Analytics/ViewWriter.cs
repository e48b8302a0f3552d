using System.Security.Cryptography;
using System.Text;
using Marketplace.ServiceDefaults.Traffic;
using StackExchange.Redis;

namespace Marketplace.Web.Analytics;

/// <summary>
/// Adds views to the counts that wait in Redis (see <see cref="ViewKeys"/>). Whether a visitor is new on this day is told by a hash under a secret
/// that all hosts share for the day and nobody has afterwards; it is kept nowhere but in Redis, and there until the day is over.
/// </summary>
internal sealed class ViewWriter(IConnectionMultiplexer redis, ViewKeys keys, TimeProvider time)
{
    // Made-up campaigns must not fill Redis while no worker takes the counts away.
    private const int MostFields = 20_000;
    private static readonly TimeSpan AfterTheDay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OneDay = new(1, 0, 0, 0);
    private (DateOnly Day, byte[] Salt) today;

    public async Task WriteAsync(IReadOnlyCollection<View> views)
    {
        var store = redis.GetDatabase();
        var counts = new Dictionary<ViewField, long>();
        var isCrowded = await store.HashLengthAsync(keys.Pending) > MostFields;
        foreach (var day in views.GroupBy(view => DateOnly.FromDateTime(view.At.UtcDateTime)))
        {
            var salt = await SaltAsync(store, day.Key);
            var seen = keys.Seen(day.Key);
            var asked = day.Select(view => (View: view, IsNew: store.SetAddAsync(seen, Visitor(view, salt)))).ToList();
            foreach (var (view, isNew) in asked)
            {
                var source = isCrowded ? ViewSource.Other : view.Source;
                Add(new(day.Key, view.ProductId, source, IsVisitor: false));
                if (await isNew)
                {
                    Add(new(day.Key, view.ProductId, source, IsVisitor: true));
                }
            }

            await store.KeyExpireAsync(seen, Rest(day.Key));
        }

        await Task.WhenAll(counts.Select(count => store.HashIncrementAsync(keys.Pending, count.Key.ToString(), count.Value)));

        void Add(ViewField field) => counts[field] = counts.GetValueOrDefault(field) + 1;
    }

    private static byte[] Visitor(View view, byte[] salt) =>
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"{view.ProductId:N}\n{view.Address}\n{view.UserAgent}"))[..16];

    private async Task<byte[]> SaltAsync(IDatabase store, DateOnly day)
    {
        if (today.Day == day && today.Salt is not null)
        {
            return today.Salt;
        }

        // The first host of the day makes it, the others find it.
        await store.StringSetAsync(keys.Salt(day), RandomNumberGenerator.GetBytes(32), Rest(day), When.NotExists);
        var salt = (byte[]?)await store.StringGetAsync(keys.Salt(day)) ?? throw new RedisException("The day's secret is gone already.");
        today = (day, salt);
        return salt;
    }

    /// <summary>Until the day is over, and a little for views on their way.</summary>
    private TimeSpan Rest(DateOnly day)
    {
        var rest = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - time.GetUtcNow().UtcDateTime;
        return (rest < TimeSpan.Zero ? TimeSpan.Zero : rest > OneDay ? OneDay : rest) + AfterTheDay;
    }
}
