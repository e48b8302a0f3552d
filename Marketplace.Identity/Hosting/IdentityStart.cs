using Marketplace.Identity.Accounts;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Data;
using Marketplace.Identity.Keys;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Hosting;

/// <summary>Roles, keys and clients, before the first request. Replicas that start together take turns.</summary>
internal sealed class IdentityStart(IServiceScopeFactory scopes, ServerKeyRing keys) : IHostedService
{
    private const long StartLock = 0x6964656E74697479;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var clients = scope.ServiceProvider.GetRequiredService<ClientRegistration>();
        var normalizer = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>();

        await db.Database.CreateExecutionStrategy().ExecuteAsync(
            async cancel =>
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({StartLock})", cancel);
                await IdentitySeed.EnsureRolesAsync(db, normalizer, cancel);
                await keys.LoadAsync(db, cancel);
                await clients.SyncAsync(cancel);
                await transaction.CommitAsync(cancel);
            },
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
