using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

internal sealed class EnsureUserTests
{
    private TestDatabase database = null!;

    [SetUp]
    public async Task OpenAsync() => database = await TestDatabase.CreateAsync();

    [TearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task TwoFirstRequestsAtOnce_MakeOneRow()
    {
        var person = new SignedInPerson(Guid.CreateVersion7(), "ada@example.org", "Ada Lovelace", false);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EnsureAsync(person)));
        Assert.That((await UsersAsync()).Single().Handle, Is.EqualTo("ada-lovelace"));
    }

    [Test]
    public async Task ManyPeopleOfOneNameAtOnce_HaveTheirOwnHandles()
    {
        await Task.WhenAll(Enumerable.Range(0, 25).Select(number => EnsureAsync(new(Guid.CreateVersion7(), $"{number}@example.org", "Kim", false))));
        Assert.That((await UsersAsync()).Select(user => user.Handle), Is.Unique.And.Exactly(25).Items);
    }

    [Test]
    public async Task LaterToken_BringsTheRoleAndAddress_ButNotTheName()
    {
        var id = Guid.CreateVersion7();
        await EnsureAsync(new(id, "old@example.org", "Ada", false));
        await EnsureAsync(new(id, "new@example.org", "Somebody else", true));
        var user = (await UsersAsync()).Single();
        Assert.That((user.Email, user.IsAdmin, user.DisplayName), Is.EqualTo(("new@example.org", true, "Ada")));
    }

    private async Task EnsureAsync(SignedInPerson person)
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        await new EnsureUser(db, TimeProvider.System).ExecuteAsync(person, CancellationToken.None);
    }

    private async Task<List<User>> UsersAsync()
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        return await db.Users.AsNoTracking().ToListAsync();
    }
}
