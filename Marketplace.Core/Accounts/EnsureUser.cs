using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <param name="Id">The token's <c>sub</c>.</param>
/// <param name="HasConfirmedEmail">The provider says that the address is the person's own.</param>
public sealed record SignedInPerson(Guid Id, string Email, string Name, bool IsAdmin, bool HasConfirmedEmail = false);

/// <summary>Mirrors a person of the identity provider. Two first requests at once make one row.</summary>
public sealed class EnsureUser(MarketplaceDb db, TimeProvider time)
{
    private const int NumberedHandles = 20;

    public async Task ExecuteAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        // The name is the person's own to change here, so only the first sign-in sets it.
        if (await UpdateAsync(person, cancellationToken))
        {
            return;
        }

        var handle = HandlePolicy.FromName(person.Name);
        for (var attempt = 1; ; attempt++)
        {
            if (await InsertAsync(person, Candidate(handle, attempt, person.Id), cancellationToken) || await UpdateAsync(person, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> UpdateAsync(SignedInPerson person, CancellationToken cancellationToken)
    {
        var known = await db.Users.AsNoTracking().Where(user => user.Id == person.Id)
            .Select(user => new { user.Email, user.IsAdmin }).SingleOrDefaultAsync(cancellationToken);
        if (known is null)
        {
            return false;
        }

        if (known.Email != person.Email || known.IsAdmin != person.IsAdmin)
        {
            await db.Users.Where(user => user.Id == person.Id).ExecuteUpdateAsync(
                set => set.SetProperty(user => user.Email, person.Email).SetProperty(user => user.IsAdmin, person.IsAdmin), cancellationToken);
        }

        return true;
    }

    // "on conflict do nothing" covers both races: the same person twice, and two people with one name.
    private async Task<bool> InsertAsync(SignedInPerson person, string handle, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = DisplayName(person);
        var rows = await db.Database.ExecuteSqlAsync(
            $"""
            insert into accounts.users (id, email, display_name, handle, links, is_admin, is_guest, created_at)
            values ({person.Id}, {person.Email}, {name}, {handle}, {Array.Empty<string>()}, {person.IsAdmin}, false, {now})
            on conflict do nothing
            """, cancellationToken);
        return rows == 1;
    }

    private static string DisplayName(SignedInPerson person)
    {
        var name = person.Name.Trim();
        return name.Length switch { 0 => person.Email.Split('@')[0], > 60 => name[..60], _ => name };
    }

    // Common names would walk through many numbers; the person's own id ends the search.
    private static string Candidate(string handle, int attempt, Guid id) => attempt switch
    {
        1 => handle,
        <= NumberedHandles => Slug.WithSuffix(handle, $"{attempt}", HandlePolicy.MaxLength),
        _ => Slug.WithSuffix(handle, id.ToString("N")[^12..], HandlePolicy.MaxLength),
    };
}
