using Marketplace.Core.Data;
using Marketplace.Core.Notifications;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Notifications;

internal sealed class MailDeliveryTests
{
    private TestDatabase database = null!;

    [SetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task AMail_WhoseDatabaseIsLostAfterTheServersYes_IsSentOnceAndKnownAsSent()
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        var server = new ServerThatCutsTheDatabase(db);
        await SendAsync(db, server);
        Assert.That((server.Taken, await IsSentAsync()), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task AMail_ThatIsAskedForAgain_IsNotSentAgain()
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        var server = new ServerThatCutsTheDatabase(db);
        await SendAsync(db, server);
        await SendAsync(db, server);
        Assert.That(server.Taken, Is.EqualTo(1));
    }

    private static Task SendAsync(MarketplaceDb db, IMailSender server) =>
        new MailDelivery(db, server, TimeProvider.System).SendOnceAsync("test", "a@example.org", "Subject", new MailBody().Paragraph("Text"), CancellationToken.None);

    private async Task<bool> IsSentAsync()
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        return await db.Mails.Select(mail => mail.SentAt != null).SingleAsync();
    }

    /// <summary>Takes the mail; then the session that is about to write this down ends, as when PostgreSQL is killed.</summary>
    private sealed class ServerThatCutsTheDatabase(MarketplaceDb db) : IMailSender
    {
        public int Taken { get; private set; }

        public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
        {
            Taken++;
            var session = ((Npgsql.NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
            await using var other = new Npgsql.NpgsqlConnection(db.Database.GetConnectionString());
            await other.OpenAsync(cancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("select pg_terminate_backend($1, 5000)", other) { Parameters = { new() { Value = session } } };
            await command.ExecuteScalarAsync(cancellationToken);
        }
    }
}
