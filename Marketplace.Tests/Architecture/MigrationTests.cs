using Marketplace.Core.Data;
using Marketplace.Identity.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Tests.Architecture;

internal sealed class MigrationTests
{
    private const string NoServer = "Host=localhost;Database=none";

    [Test]
    public void TheMarketplacesModel_HasAllItsMigrations()
    {
        using var db = new MarketplaceDb(TestDatabase.Options(NoServer));
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Add one: docs/operations.md says how.");
    }

    [Test]
    public void TheIdentityModel_HasAllItsMigrations()
    {
        var options = new DbContextOptionsBuilder<IdentityDb>();
        options.UseNpgsql(NoServer);
        IdentityStoreExtensions.Configure(options);
        using var db = new IdentityDb(options.Options);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Add one: docs/operations.md says how.");
    }
}
