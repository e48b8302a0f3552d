using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;

namespace Marketplace.Web.Selling;

/// <summary>What a page can say about an upload that was interrupted.</summary>
internal static class UploadReader
{
    /// <summary>Null when it cannot go on: it was completed meanwhile, sent as one body, or its blocks are gone.</summary>
    public static async Task<UploadTargetView?> FindAsync(SellingClient selling, Guid productId, string version, CancellationToken cancellationToken)
    {
        try
        {
            var target = await selling.GetUploadAsync(productId, version, cancellationToken);
            return target.Arrived.Count > 0 ? target : null;
        }
        catch (ApiProblemException problem) when (problem.Status is 404 or 409)
        {
            return null;
        }
    }

    public static long ArrivedPercent(UploadTargetView target)
    {
        var arrived = target.Arrived.ToHashSet();
        return target.Blocks.Where(block => arrived.Contains(block.Index)).Sum(block => block.LengthBytes) * 100 / target.Blocks.Sum(block => block.LengthBytes);
    }
}
