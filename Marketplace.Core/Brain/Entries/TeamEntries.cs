using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

/// <summary>An entry for a team changes only while its author shares the team's space; otherwise it is kept as it is, and its author still sees it.</summary>
public static class TeamEntries
{
    /// <summary>A stranger's entry does not exist.</summary>
    internal static async Task<Error?> RefuseOthersAsync(this TeamMembership teams, Entry entry, Guid personId, CancellationToken cancellationToken) =>
        entry.AuthorId == personId ? await teams.RefuseAsync(personId, entry.TeamId, cancellationToken) : Error.NotFound("entry");

    /// <summary>As above, but that admins tidy what is public, and a team's owner what the team reads: whoever wrote it may be gone.</summary>
    internal static async Task<Error?> RefuseOthersAsync(this TeamMembership teams, Entry entry, EntryEditor editor, CancellationToken cancellationToken)
    {
        if (entry.TeamId is not { } teamId)
        {
            return editor.IsAdmin ? null : await teams.RefuseOthersAsync(entry, editor.Id, cancellationToken);
        }

        return entry.State != EntryState.Draft && await teams.OwnsAsync(editor.Id, teamId, cancellationToken)
            ? await teams.RefuseAsync(editor.Id, teamId, cancellationToken)
            : await teams.RefuseOthersAsync(entry, editor.Id, cancellationToken);
    }

    public static async Task<Error?> RefuseAsync(this TeamMembership teams, Guid personId, Guid? teamId, CancellationToken cancellationToken)
    {
        if (teamId is not { } id || await teams.FindAsync(personId, cancellationToken) == id)
        {
            return null;
        }

        return await teams.BelongsAsync(personId, id, cancellationToken) ? EntryErrors.NoTeamSpace : EntryErrors.NotInTeam;
    }
}
