namespace Marketplace.Core.Brain;

/// <summary>Finds the passages that may answer a question, among what the asker may read.</summary>
public interface IKnowledgeSearch
{
    Task<KnowledgeResult> FindAsync(KnowledgeQuery query, CancellationToken cancellationToken);
}
