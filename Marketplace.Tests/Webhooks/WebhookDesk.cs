using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Signing;
using Marketplace.Core.Webhooks;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Webhooks;

/// <summary>Webhooks on a database and a clock of their own, with receivers in this process.</summary>
internal sealed class WebhookDesk : IAsyncDisposable
{
    public static readonly string[] SomeEvents = [WebhookEvents.OrderPaid, WebhookEvents.PayoutPaid];
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private WebhookDesk(TestDatabase database, HookReceiver receiver, FakeTimeProvider clock, Guid sellerId)
    {
        (this.database, Receiver, Clock, SellerId) = (database, receiver, clock, sellerId);
        services = Worker();
    }

    public HookReceiver Receiver { get; }

    public FakeTimeProvider Clock { get; }

    public Guid SellerId { get; }

    public static async Task<WebhookDesk> OpenAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
        var sellerId = Guid.CreateVersion7();
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        db.Users.Add(new User { Id = sellerId, Email = "seller@example.org", DisplayName = "Seller", Handle = "seller", CreatedAt = clock.GetUtcNow() });
        db.SellerAccounts.Add(new SellerAccount { UserId = sellerId, TermsAcceptedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync();
        return new(database, await HookReceiver.StartAsync(), clock, sellerId);
    }

    /// <summary>What one process of the Workers has.</summary>
    public ServiceProvider Worker() => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton<TimeProvider>(Clock)
        .AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)))
        .AddSigning(Market.SigningConfiguration)
        .AddWebhooks(new WebhookAddresses(AllowsLoopback: true))
        .AddWebhookHandlers()
        .BuildServiceProvider();

    public Task<WebhookWithSecret> EndpointAsync(string path = "/hook", params string[] events) => EndpointAsync(Receiver.At(path), events);

    public async Task<WebhookWithSecret> EndpointAsync(Uri address, params string[] events) => (await CreateAsync(address.ToString(), events.Length == 0 ? SomeEvents : events)).Value!;

    public Task<Result<WebhookWithSecret>> CreateAsync(string address, params string[] events) =>
        WithAsync((SaveWebhook save) => save.CreateAsync(SellerId, new(address, "", events), CancellationToken.None));

    /// <summary>Something happened.</summary>
    public Task TellAsync(string key, string type = WebhookEvents.OrderPaid) => WithAsync(async (WebhookOutlet outlet) =>
    {
        // Ids of one millisecond have no order, and tests read deliveries in the order of their ids.
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await outlet.TellAsync(SellerId, type, key, Clock.GetUtcNow(), () => new { key }, CancellationToken.None);
        return true;
    });

    public Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(int room = 100) => WithAsync((ClaimDeliveries claim) => claim.ExecuteAsync(room, CancellationToken.None));

    public Task<WebhookAnswer?> SendAsync(ClaimedDelivery claimed) => WithAsync((SendDelivery send) => send.ExecuteAsync(claimed, CancellationToken.None));

    /// <summary>Sends all that is due now.</summary>
    public async Task WorkAsync()
    {
        while (await ClaimAsync() is { Count: > 0 } claimed)
        {
            await Task.WhenAll(claimed.Select(SendAsync));
        }
    }

    /// <summary>Goes from try to try until nothing waits any more.</summary>
    public async Task WorkThroughAsync()
    {
        await WorkAsync();
        while (await ReadAsync(db => db.WebhookDeliveries.Where(delivery => delivery.State == WebhookDeliveryState.Pending).MinAsync(delivery => delivery.NextTryAt)) is { } next)
        {
            Clock.SetUtcNow(next);
            await WorkAsync();
        }
    }

    public Task<List<WebhookDelivery>> DeliveriesAsync() => ReadAsync(db => db.WebhookDeliveries.AsNoTracking().OrderBy(delivery => delivery.Id).ToListAsync());

    public Task<List<WebhookAttempt>> AttemptsAsync() => ReadAsync(db => db.WebhookAttempts.AsNoTracking().OrderBy(attempt => attempt.DeliveryId).ThenBy(attempt => attempt.Number).ToListAsync());

    public Task<WebhookEndpoint> EndpointAsync(Guid id) => ReadAsync(db => db.WebhookEndpoints.AsNoTracking().SingleAsync(endpoint => endpoint.Id == id));

    public Task<List<OutboxMessage>> NewsAsync() => ReadAsync(db => db.OutboxMessages.AsNoTracking().Where(message => message.Type == WebhookDisabled.Name).ToListAsync());

    public Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read) => WithAsync(read);

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Receiver.DisposeAsync();
        await database.DisposeAsync();
    }
}
