using Marketplace.Core.Accounts;
using Marketplace.Core.Payments;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Api.Accounts;

/// <summary>Keeps <c>accounts.users</c> in step with the tokens that arrive, at most once a minute for each person, and gives them what they bought as a guest.</summary>
internal sealed class UserMirror(IMemoryCache cache, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(1);

    public async Task EnsureAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        // The whole person is the key: a new e-mail address or role is written at once.
        if (cache.TryGetValue(person, out _))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EnsureUser>().ExecuteAsync(person, cancellationToken);
        if (person.HasConfirmedEmail)
        {
            await scope.ServiceProvider.GetRequiredService<ClaimGuestOrders>().ExecuteAsync(person.Id, person.Email, cancellationToken);
        }

        cache.Set(person, true, TrustedFor);
    }
}
