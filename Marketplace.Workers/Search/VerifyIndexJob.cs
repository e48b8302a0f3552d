using Marketplace.Core.Search;

namespace Marketplace.Workers.Search;

/// <summary>Compares the search index with the catalogue and repairs it; a difference means that a message was lost.</summary>
public sealed class VerifyIndexJob(VerifyIndex verify, ILogger<VerifyIndexJob> logger)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var mismatch = await verify.ExecuteAsync(cancellationToken);
        if (!mismatch.IsEmpty)
        {
            logger.LogWarning("The search index missed {Missing} products and held {Orphaned} that are not public; repaired", mismatch.Missing, mismatch.Orphaned);
        }
    }
}
