using Marketplace.Core.Brain.Patterns;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Workers.Brain;

/// <summary>Reads documents whose message was lost.</summary>
public sealed class SweepKnowledgeJob(SweepKnowledge sweep, ILogger<SweepKnowledgeJob> logger)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (await sweep.ExecuteAsync(cancellationToken) is > 0 and var found)
        {
            logger.LogWarning("{Count} documents of the Brain had not been read; read now", found);
        }
    }
}

/// <summary>Asked for often: makes vectors that are missing, and a new model when the texts have outgrown the old one.</summary>
public sealed class RefitModelJob(RefitModel refit)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => refit.ExecuteAsync(cancellationToken);
}

/// <summary>Asked for often; acts once a day.</summary>
public sealed class FindPatternsJob(FindPatterns find)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => find.ExecuteWhenDueAsync(cancellationToken);
}
