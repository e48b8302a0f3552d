using Marketplace.Core.Accounts;

namespace Marketplace.Core.Brain;

/// <summary>What a person may read of the Brain at this moment: with their team's space while they are in it and its plan has one.</summary>
public sealed class ReadableSpaces(TeamMembership teams)
{
    /// <param name="productId">Also the older versions of this product, which is asked about.</param>
    public async Task<IReadOnlyList<string>> OfAsync(Guid personId, Guid? productId, CancellationToken cancellationToken)
    {
        var spaces = Space.ReadableBy(personId, productId);
        return await teams.FindAsync(personId, cancellationToken) is { } teamId ? [.. spaces, Space.OfTeam(teamId)] : spaces;
    }
}
