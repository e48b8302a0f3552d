using System.Collections.Concurrent;
using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;

namespace Marketplace.Api.Plans;

/// <param name="Used">Of the day, this one included.</param>
internal sealed record CountedRequest(bool IsAllowed, long Used, DateTimeOffset ResetsAt);

/// <summary>
/// Counts the requests of a person's tokens on a UTC day. One script in Redis looks and counts, so replicas together never allow one more than the limit. What
/// is counted is written down in PostgreSQL every few seconds, and a count that Redis has lost goes on from there. Days are those of the wall clock, as for
/// rate limits: moving the demo's clock gives nobody a new day.
/// </summary>
internal sealed class ApiRequestCounter(IConnectionMultiplexer redis, IServiceScopeFactory scopes, TimeProvider wallClock)
{
    private const int Unknown = -1;
    private const int Refused = -2;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(25);

    // KEYS[1] the day's count; ARGV: limit, seconds to keep it, what was written down (empty: not looked up yet), what this process has seen.
    // A Redis that came back with an older copy has less than was seen.
    private const string Script = """
        local used = redis.call('GET', KEYS[1])
        if not used then
          if ARGV[3] == '' then return -1 end
          used = ARGV[3]
          redis.call('SET', KEYS[1], used, 'EX', ARGV[2])
        end
        if tonumber(used) < tonumber(ARGV[4]) then
          used = ARGV[4]
          redis.call('SET', KEYS[1], used, 'EX', ARGV[2])
        end
        if tonumber(used) >= tonumber(ARGV[1]) then return -2 end
        return redis.call('INCR', KEYS[1])
        """;

    /// <summary>The highest count this process has seen of each person today, until it is written down and after.</summary>
    private readonly ConcurrentDictionary<(Guid UserId, DateOnly Day), long> seen = new();
    private readonly ConcurrentDictionary<(Guid UserId, DateOnly Day), long> written = new();

    /// <exception cref="RedisException">Nobody counts at the moment.</exception>
    public async Task<CountedRequest> CountAsync(Guid userId, int limit, CancellationToken cancellationToken)
    {
        var (key, resetsAt) = Today(userId);
        var counted = await RunAsync(key, limit, "");
        if (counted == Unknown)
        {
            var stored = await StoredAsync(key, cancellationToken);
            counted = await RunAsync(key, limit, stored.ToString(CultureInfo.InvariantCulture));
        }

        if (counted == Refused)
        {
            return new(false, limit, resetsAt);
        }

        seen.AddOrUpdate(key, counted, (_, before) => Math.Max(before, counted));
        return new(true, counted, resetsAt);
    }

    /// <summary>How many were counted today, without counting one.</summary>
    public async Task<CountedRequest> PeekAsync(Guid userId, CancellationToken cancellationToken)
    {
        var (key, resetsAt) = Today(userId);
        try
        {
            if (await redis.GetDatabase().StringGetAsync(RedisKeyOf(key)) is { HasValue: true } used && used.TryParse(out long count))
            {
                return new(true, count, resetsAt);
            }
        }
        catch (RedisException)
        {
            // What was written down is a few seconds older.
        }

        return new(true, Math.Max(await StoredAsync(key, cancellationToken), seen.GetValueOrDefault(key)), resetsAt);
    }

    /// <summary>Writes down what was counted since the last time. Counts only grow, so replicas may write in any order.</summary>
    public async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        var changed = seen.Where(count => count.Value > written.GetValueOrDefault(count.Key)).ToList();
        if (changed.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();

            // In one order, so that two replicas never wait for each other in a ring.
            changed.Sort((one, other) => one.Key.UserId.CompareTo(other.Key.UserId));
            var (users, days, counts) = (changed.ConvertAll(count => count.Key.UserId), changed.ConvertAll(count => count.Key.Day), changed.ConvertAll(count => count.Value));
            await db.Database.ExecuteSqlAsync($"""
                insert into accounts.api_usage as stored (user_id, day, requests)
                select * from unnest({users}, {days}, {counts})
                on conflict (user_id, day) do update set requests = greatest(stored.requests, excluded.requests)
                """, cancellationToken);
            changed.ForEach(count => written[count.Key] = count.Value);
        }

        Forget();
    }

    private void Forget()
    {
        var today = DayOf(wallClock.GetUtcNow());
        foreach (var past in seen.Keys.Where(key => key.Day < today && written.GetValueOrDefault(key) >= seen.GetValueOrDefault(key)))
        {
            seen.TryRemove(past, out _);
            written.TryRemove(past, out _);
        }
    }

    private async Task<long> RunAsync((Guid UserId, DateOnly Day) key, int limit, string stored) =>
        (long)await redis.GetDatabase().ScriptEvaluateAsync(Script, [RedisKeyOf(key)], [limit, (long)Kept.TotalSeconds, stored, seen.GetValueOrDefault(key)]);

    private async Task<long> StoredAsync((Guid UserId, DateOnly Day) key, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().ApiUsage
            .Where(usage => usage.UserId == key.UserId && usage.Day == key.Day).Select(usage => usage.Requests).SingleOrDefaultAsync(cancellationToken);
    }

    private ((Guid UserId, DateOnly Day) Key, DateTimeOffset ResetsAt) Today(Guid userId)
    {
        var day = DayOf(wallClock.GetUtcNow());
        return ((userId, day), new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static RedisKey RedisKeyOf((Guid UserId, DateOnly Day) key) => string.Create(CultureInfo.InvariantCulture, $"api-requests:{key.UserId:N}:{key.Day:yyyyMMdd}");
}
