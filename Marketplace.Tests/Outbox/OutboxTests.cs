using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Outbox;

internal sealed class OutboxTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        Listener.Seen.Clear();
        Listener.Failures = 0;
        database = await TestDatabase.CreateAsync();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)))
            .AddOutboxDispatch()
            .AddOutboxHandler<Rang, Listener>()
            .BuildServiceProvider();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task AMessage_IsHandledOnce_AlsoByTwoWorkersAtOnce()
    {
        await PublishAsync("a");
        await Task.WhenAll(DispatchAsync(), DispatchAsync(), DispatchAsync());
        Assert.That(Listener.Seen, Is.EqualTo(new[] { "a" }));
        Assert.That(await DispatchAsync(), Is.False);
    }

    [Test]
    public async Task AMessageThatWasNotCommitted_IsNeverHandled()
    {
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<MarketplaceDb>().Publish(new Rang("lost"), clock.GetUtcNow());
        }

        Assert.That(await DispatchAsync(), Is.False);
    }

    [Test]
    public async Task AFailure_IsTriedAgainAfterItsBackOff()
    {
        Listener.Failures = 1;
        await PublishAsync("b");
        Assert.That(await DispatchAsync(), Is.True);
        Assert.That(await DispatchAsync(), Is.False, "not before its time");
        clock.Advance(OutboxPolicy.BackOff(1));
        Assert.That(await DispatchAsync(), Is.True);
        Assert.That(Listener.Seen, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task AfterEightFailures_TheMessageIsDead_AndAnAdminBringsItBack()
    {
        Listener.Failures = OutboxMessage.MaxAttempts;
        await PublishAsync("c");
        for (var attempt = 1; attempt <= OutboxMessage.MaxAttempts; attempt++)
        {
            Assert.That(await DispatchAsync(), Is.True);
            clock.Advance(OutboxPolicy.BackOff(attempt));
        }

        Assert.That(await DispatchAsync(), Is.False);
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
            var dead = await db.OutboxMessages.AsTracking().SingleAsync(message => message.DeadAt != null);
            Assert.That(dead.Error, Is.EqualTo("busy"));
            dead.Retry(clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        await DispatchAsync();
        Assert.That(Listener.Seen, Is.EqualTo(new[] { "c" }));
    }

    private async Task PublishAsync(string word)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        db.Publish(new Rang(word), clock.GetUtcNow());
        await db.SaveChangesAsync();
    }

    private async Task<bool> DispatchAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DispatchOutbox>().ExecuteAsync(CancellationToken.None);
    }

    private sealed record Rang(string Word) : IOutboxEvent
    {
        public static string Name => "test.rang";
    }

    private sealed class Listener : IOutboxHandler<Rang>
    {
        public static List<string> Seen { get; } = [];

        public static int Failures { get; set; }

        public Task HandleAsync(Rang message, CancellationToken cancellationToken)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new InvalidOperationException("busy");
            }

            Seen.Add(message.Word);
            return Task.CompletedTask;
        }
    }
}
