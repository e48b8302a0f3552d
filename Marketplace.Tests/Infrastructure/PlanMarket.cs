using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Notifications;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Infrastructure;

/// <summary>People with plans and teams on a database of its own, with the Brain and the mails that follow: no Stripe, one clock.</summary>
internal sealed class PlanMarket : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private PlanMarket(TestDatabase database, ServiceProvider services, FakeTimeProvider clock) => (this.database, this.services, Clock) = (database, services, clock);

    public FakeTimeProvider Clock { get; }

    public static async Task<PlanMarket> OpenAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var clock = new FakeTimeProvider(new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero));
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new CheckoutUrls(new("https://shop.test")))
            .AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)))
            .AddAccounts()
            .AddAccountHandlers()
            .AddBrain(new ConfigurationBuilder().Build())
            .AddBrainHandlers()
            .AddScoped<Notifier>()
            .AddSubscriptionMails()
            .AddOutboxDispatch()
            .BuildServiceProvider();
        return new(database, services, clock);
    }

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read) => WithAsync(read);

    public async Task<User> PersonAsync(string name, Plan plan = Plan.Free, bool isAdmin = false)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        var user = new User { Id = id, Email = $"{name}-{id.ToString("N")[^6..]}@example.org", DisplayName = name, Handle = id.ToString("N")[..30], IsAdmin = isAdmin, CreatedAt = Clock.GetUtcNow() };
        await ReadAsync(db =>
        {
            db.Users.Add(user);
            return db.SaveChangesAsync();
        });
        await GiveAsync(user, plan);
        return user;
    }

    /// <summary>As Stripe's news would; what follows from it has been handled.</summary>
    public async Task GiveAsync(User person, Plan plan, DateTimeOffset? until = null, PlanSource source = PlanSource.Subscription)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, rights) = (scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), scope.ServiceProvider.GetRequiredService<PlanRights>());
        await db.InTransactionAsync(async () =>
        {
            await rights.SetAsync(person.Id, source, plan, until, CancellationToken.None);
            return default(Done);
        }, CancellationToken.None);
        await DrainAsync();
    }

    public Task<Plan> PlanAsync(User person) => ReadAsync(db => db.Users.Where(user => user.Id == person.Id).Select(user => user.Plan).SingleAsync());

    public async Task PublishAsync<T>(T message) where T : IOutboxEvent
    {
        await ReadAsync(db =>
        {
            db.Publish(message, Clock.GetUtcNow());
            return db.SaveChangesAsync();
        });
        await DrainAsync();
    }

    /// <summary>Handles all messages; one that fails fails the test.</summary>
    public async Task DrainAsync()
    {
        while (await WithAsync((DispatchOutbox dispatch) => dispatch.ExecuteAsync(CancellationToken.None)))
        {
        }

        Assert.That(await ReadAsync(db => db.OutboxMessages.Where(message => message.Error != null).Select(message => message.Type + ": " + message.Error).ToListAsync()), Is.Empty);
    }

    public Task<Result<TeamSeat>> InviteAsync(User owner, string email) => WithAsync((InviteMember invite) => invite.ExecuteAsync(owner.Id, email, CancellationToken.None));

    /// <summary>Invites, and takes the token from the mail.</summary>
    public async Task<string> InvitedAsync(User owner, string email)
    {
        var invited = await InviteAsync(owner, email);
        Assert.That(invited.IsOk, invited.Error?.Message);
        await DrainAsync();
        return await TokenAsync(email);
    }

    public async Task<string> TokenAsync(string email)
    {
        var address = email.ToLowerInvariant();
        var body = await ReadAsync(db => db.Mails.Where(mail => mail.To == address && mail.Key.StartsWith("team-invitation:")).OrderByDescending(mail => mail.Id).Select(mail => mail.Body).FirstAsync());
        var link = MailBody.Parse(body).Blocks.OfType<MailLink>().Single().Address;
        return Uri.UnescapeDataString(link.Query["?token=".Length..]);
    }

    public Task<Result<Guid>> AcceptAsync(User person, string token, bool isConfirmed = true, string? email = null) => WithAsync(
        (AcceptInvitation accept) => accept.ExecuteAsync(new(person.Id, email ?? person.Email, person.DisplayName, IsAdmin: false, isConfirmed), token, CancellationToken.None));

    public async Task JoinAsync(User owner, User member)
    {
        var joined = await AcceptAsync(member, await InvitedAsync(owner, member.Email));
        Assert.That(joined.IsOk, joined.Error?.Message);
        await DrainAsync();
    }

    /// <returns>Keys and what the mails say, oldest first, those of one moment by their keys.</returns>
    public async Task<List<(string Key, string Subject, string Text)>> MailsAsync(User person, string keyStart) =>
        [.. (await ReadAsync(db => db.Mails.Where(mail => mail.UserId == person.Id && mail.Key.StartsWith(keyStart)).OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Key).ToListAsync()))
            .Select(mail => (mail.Key, mail.Subject, MailBody.Parse(mail.Body).ToText()))];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
