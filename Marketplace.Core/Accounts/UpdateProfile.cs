using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

public sealed record ProfileChange(string DisplayName, string Handle, string? Bio, IReadOnlyList<string> Links);

public sealed class UpdateProfile(MarketplaceDb db)
{
    public async Task<Result<Done>> ExecuteAsync(Guid userId, ProfileChange change, CancellationToken cancellationToken)
    {
        var links = change.Links.Select(link => link.Trim()).Where(link => link.Length > 0).ToList();
        if (links.Any(link => link.Length > 200 || !HttpsAddress.IsValid(link)))
        {
            return AccountErrors.LinkRefused;
        }

        var user = await db.Users.SingleOrDefaultAsync(found => found.Id == userId, cancellationToken);
        if (user is null)
        {
            return Error.NotFound("account");
        }

        if (user.Handle != change.Handle && HandlePolicy.IsReserved(change.Handle))
        {
            return AccountErrors.HandleReserved;
        }

        user.DisplayName = change.DisplayName.Trim();
        user.Handle = change.Handle;
        user.Bio = string.IsNullOrWhiteSpace(change.Bio) ? null : change.Bio.Trim();
        user.Links = links;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return default(Done);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation(UserConfiguration.HandleIndex))
        {
            return AccountErrors.HandleTaken;
        }
    }
}
