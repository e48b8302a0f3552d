using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Notifications;
using Marketplace.Core.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Notifications;

internal sealed class SendMailTests
{
    private static readonly Uri Web = new("https://shop.example");
    private readonly FakeTimeProvider time = new(new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private User reader = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        database = await TestDatabase.CreateAsync();
        reader = new() { Id = Guid.NewGuid(), Email = "Reader@example.org", DisplayName = "Reader", Handle = "reader", CreatedAt = time.GetUtcNow() };
        await using var db = Open();
        db.Users.Add(reader);
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task AMail_WhoseDatabaseIsLostAfterTheServersYes_IsSentOnceAndKnownAsSent()
    {
        await TellAsync("event");
        await using var db = Open();
        var server = new MailServer { AfterTaken = () => CutAsync(db) };
        await Send(db, server).ExecuteAsync(CancellationToken.None);
        Assert.That((server.Taken.Count, (await MailAsync()).SentAt is not null), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task AnEvent_ThatIsHandledTwice_MakesOneMailAndOneLine()
    {
        await TellAsync("event");
        await TellAsync("event");
        var server = new MailServer();
        await DrainAsync(server);
        await using var db = Open();
        Assert.That((server.Taken.Count, await db.Notifications.CountAsync()), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task AServer_ThatIsAwayForAnHour_LosesNoMail_AndGetsEachOnce()
    {
        var server = new MailServer { IsAway = true };
        for (var minute = 0; minute < 60; minute++)
        {
            await TellAsync($"event-{minute}");
            await DrainAsync(server);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        server.IsAway = false;
        time.Advance(TimeSpan.FromMinutes(5));
        await DrainAsync(server);
        Assert.That(server.Taken, Is.EquivalentTo(Enumerable.Range(0, 60).Select(minute => $"event-{minute}")));
    }

    [Test]
    public async Task AServer_ThatStaysAway_IsAskedForThreeDays()
    {
        await TellAsync("event");
        var server = new MailServer { IsAway = true };
        for (var hour = 0; hour < 80; hour++)
        {
            await DrainAsync(server);
            time.Advance(TimeSpan.FromHours(1));
        }

        var mail = await MailAsync();
        Assert.That((mail.GivenUpAt - mail.CreatedAt)!.Value.TotalHours, Is.InRange(72, 74));
        Assert.That((mail.NextTryAt, mail.Error), Is.EqualTo(((DateTimeOffset?)null, "The server is away.")));
    }

    [Test]
    public async Task FourWorkers_SendEachOfManyMailsOnce()
    {
        for (var count = 0; count < 40; count++)
        {
            await TellAsync($"event-{count}");
        }

        var server = new MailServer { AfterTaken = () => Task.Delay(5) };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DrainAsync(server)));
        Assert.That(server.Taken, Is.EquivalentTo(Enumerable.Range(0, 40).Select(count => $"event-{count}")));
    }

    [Test]
    public async Task AnAddress_ThatTheServerRefuses_IsRemembered_AndOnlyNecessaryMailsGoThere()
    {
        await TellAsync("first", NotificationKind.Sales);
        var server = new MailServer { Refuses = true };
        await DrainAsync(server);
        var mail = await MailAsync();
        Assert.That((mail.BouncedAt is not null, mail.NextTryAt, mail.Error), Is.EqualTo((true, (DateTimeOffset?)null, "550 no such user")));

        await TellAsync("second", NotificationKind.Sales);
        await TellAsync("third", NotificationKind.Orders);
        server.Refuses = false;
        await DrainAsync(server);
        await using var db = Open();
        Assert.That((server.Taken, await db.Notifications.CountAsync(), (await db.MailBounces.SingleAsync()).Address), Is.EqualTo((new[] { "third" }, 3, "reader@example.org")).UsingPropertiesComparer());
    }

    [Test]
    public async Task AKind_ThatIsSwitchedOff_IsNotMailed_ButTold_AndTransactionalMailsAlwaysGo()
    {
        await using (var db = Open())
        {
            db.MailSwitches.AddRange(Enum.GetValues<NotificationKind>().Select(kind => new MailSwitch { UserId = reader.Id, Kind = kind, OffAt = time.GetUtcNow() }));
            await db.SaveChangesAsync();
        }

        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            await TellAsync(kind.ToString(), kind);
        }

        var server = new MailServer();
        await DrainAsync(server);
        await using var after = Open();
        Assert.That(server.Taken, Is.EquivalentTo(Enum.GetNames<NotificationKind>().Except(NotificationPolicy.Optional.Select(kind => kind.ToString()))));
        Assert.That(await after.Notifications.CountAsync(), Is.EqualTo(Enum.GetValues<NotificationKind>().Length));
    }

    [Test]
    public async Task AReceipt_GoesAheadOfLettersToMany()
    {
        await TellAsync("follower-1", NotificationKind.FollowedSellers);
        await TellAsync("follower-2", NotificationKind.FollowedSellers);
        time.Advance(TimeSpan.FromMinutes(1));
        await TellAsync("receipt", NotificationKind.Orders);
        var server = new MailServer();
        await DrainAsync(server);
        Assert.That((server.Taken[0], server.Taken.Count), Is.EqualTo(("receipt", 3)));
    }

    [Test]
    public async Task EveryPartOfAMail_ComesBackFromTheDatabaseAsItWasWritten()
    {
        var body = new MailBody().Paragraph("Text").Table([("Total", "$19.99"), ("You get", "$17.11")]).Link("Look", new Uri(Web, "/purchases"));
        await using (var db = Open())
        {
            await new Notifier(db, time).TellAsync(new(NotificationKind.Orders, reader.Id, "parts", "Title", body, Web), CancellationToken.None);
        }

        var server = new MailServer();
        await DrainAsync(server);
        Assert.That((server.Letters.Single().Body.ToJson(), server.Letters.Single().Body.ToText()), Is.EqualTo((body.ToJson(), "Text\n\nTotal: $19.99\nYou get: $17.11\n\nLook: https://shop.example/purchases\n")));
    }

    [Test]
    public async Task OnlyMailsOfAKindThatCanBeSwitchedOff_CarryTheAddressThatDoesIt()
    {
        await TellAsync("sale", NotificationKind.Sales);
        await TellAsync("order", NotificationKind.Orders);
        var server = new MailServer();
        await DrainAsync(server);
        Assert.That(server.Letters.ToDictionary(letter => letter.Mail.Key, letter => letter.Unsubscribe is not null), Is.EqualTo(new Dictionary<string, bool> { ["sale"] = true, ["order"] = false }));
    }

    private MarketplaceDb Open() => new(TestDatabase.Options(database.ConnectionString));

    private async Task TellAsync(string key, NotificationKind kind = NotificationKind.Orders)
    {
        await using var db = Open();
        await new Notifier(db, time).TellAsync(new(kind, reader.Id, key, "Title", new MailBody().Paragraph("Text"), new Uri(Web, "/purchases")), CancellationToken.None);
    }

    private SendMail Send(MarketplaceDb db, MailServer server) => new(db, server, new CheckoutUrls(Web), time, NullLogger<SendMail>.Instance);

    private async Task DrainAsync(MailServer server)
    {
        MailOutcome outcome;
        do
        {
            await using var db = Open();
            outcome = await Send(db, server).ExecuteAsync(CancellationToken.None);
        }
        while (outcome is not MailOutcome.Nothing);
    }

    private async Task<Mail> MailAsync()
    {
        await using var db = Open();
        return await db.Mails.SingleAsync();
    }

    /// <summary>Ends the session that is about to write the result down, as when PostgreSQL is killed.</summary>
    private static async Task CutAsync(MarketplaceDb db)
    {
        var session = ((Npgsql.NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
        await using var other = new Npgsql.NpgsqlConnection(db.Database.GetConnectionString());
        await other.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select pg_terminate_backend($1, 5000)", other) { Parameters = { new() { Value = session } } };
        await command.ExecuteScalarAsync();
    }

    private sealed class MailServer : IMailSender
    {
        private readonly Lock gate = new();

        public List<Letter> Letters { get; } = [];
        public IReadOnlyList<string> Taken => [.. Letters.Select(letter => letter.Mail.Key)];
        public bool IsAway { get; set; }
        public bool Refuses { get; set; }
        public Func<Task> AfterTaken { get; init; } = () => Task.CompletedTask;

        public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
        {
            if (IsAway)
            {
                throw new IOException("The server is away.");
            }

            if (Refuses)
            {
                throw new MailRefusedException("550 no such user", new IOException());
            }

            lock (gate)
            {
                Letters.Add(letter);
            }

            await AfterTaken();
        }
    }
}
