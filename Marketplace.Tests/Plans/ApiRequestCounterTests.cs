using System.Globalization;
using Marketplace.Api.Plans;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Marketplace.Tests.Plans;

/// <summary>Two counters, as two Api processes have, on the running product's Redis and a database of their own.</summary>
internal sealed class ApiRequestCounterTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private ConnectionMultiplexer redis = null!;
    private ServiceProvider services = null!;
    private ApiRequestCounter one = null!;
    private ApiRequestCounter other = null!;
    private Guid person;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        redis = await ConnectionMultiplexer.ConnectAsync((await RunningMarketplace.GetAsync()).ConnectionString("cache"));
        services = new ServiceCollection().AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString))).BuildServiceProvider();
        (one, other) = (NewCounter(), NewCounter());
        person = Guid.NewGuid();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await services.DisposeAsync();
        await redis.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task ManyAtOnce_OnTwoReplicas_AreExactlyTheLimit()
    {
        const int limit = 150;
        var counted = await Task.WhenAll(Enumerable.Range(0, limit + 100).Select(number => (number % 2 == 0 ? one : other).CountAsync(person, limit, None)));
        Assert.That(counted.Count(request => request.IsAllowed), Is.EqualTo(limit));
        Assert.That(counted.Where(request => request.IsAllowed).Select(request => request.Used).Order(), Is.EqualTo(Enumerable.Range(1, limit).Select(used => (long)used)));
    }

    [Test]
    public async Task WhatRedisHasLost_GoesOnFromWhatWasWrittenDown()
    {
        await CountAsync(one, 7);
        await CountAsync(other, 5);
        await Task.WhenAll(one.WriteDownAsync(None), other.WriteDownAsync(None));
        await ForgetAsync();
        Assert.That((await one.PeekAsync(person, None)).Used, Is.EqualTo(12));

        // A process that has seen nothing, and a replica that asks at the same moment.
        var counted = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? NewCounter() : other).CountAsync(person, 20, None)));
        Assert.That(counted.Count(request => request.IsAllowed), Is.EqualTo(8));
    }

    [Test]
    public async Task ARedisWithAnOlderCopy_GivesNothingBack()
    {
        await CountAsync(one, 9);
        await redis.GetDatabase().StringSetAsync(Key, 2);
        Assert.That((await one.CountAsync(person, 20, None)).Used, Is.EqualTo(10));
    }

    [Test]
    public async Task WritingDown_NeverLowersACount_InWhicheverOrder()
    {
        await CountAsync(one, 3);
        await CountAsync(other, 4);
        await other.WriteDownAsync(None);
        await one.WriteDownAsync(None);
        Assert.That(await StoredAsync(), Is.EqualTo(7));
        await one.WriteDownAsync(None);
        Assert.That(await StoredAsync(), Is.EqualTo(7));
    }

    [Test]
    public async Task ANewDay_StartsAnew_AtMidnightUtc_AndALargerLimitAtOnce()
    {
        await CountAsync(one, 5);
        Assert.That((await one.CountAsync(person, 5, None)).IsAllowed, Is.False);
        Assert.That(await one.CountAsync(person, 10, None), Is.EqualTo(new CountedRequest(true, 6, new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero))));
        clock.Advance(TimeSpan.FromHours(14) - TimeSpan.FromTicks(1));
        Assert.That((await one.CountAsync(person, 6, None)).IsAllowed, Is.False);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.That((await one.CountAsync(person, 5, None)).Used, Is.EqualTo(1));
    }

    private string Key => string.Create(CultureInfo.InvariantCulture, $"api-requests:{person:N}:20260304");

    private ApiRequestCounter NewCounter() => new(redis, services.GetRequiredService<IServiceScopeFactory>(), clock);

    private async Task CountAsync(ApiRequestCounter counter, int times)
    {
        for (var counted = 0; counted < times; counted++)
        {
            Assert.That((await counter.CountAsync(person, 1_000, None)).IsAllowed, Is.True);
        }
    }

    /// <summary>As after a restart without its data.</summary>
    private Task ForgetAsync() => redis.GetDatabase().KeyDeleteAsync(Key);

    private async Task<long> StoredAsync()
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        return await db.ApiUsage.Where(usage => usage.UserId == person).Select(usage => usage.Requests).SingleAsync();
    }
}
