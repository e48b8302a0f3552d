using Marketplace.Core.Reviews;

namespace Marketplace.Workers.Reviews;

public sealed class InviteReviewersJob(InviteReviewers invite)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => invite.ExecuteAsync(cancellationToken);
}
