using Marketplace.Core.Outbox;

namespace Marketplace.Core.Packages;

/// <summary>Deletes the bytes of a refused or held package after the commit that gave its version another place.</summary>
public sealed class RemoveReplacedPackage(IFileStore files) : IOutboxHandler<PackageReplaced>
{
    public Task HandleAsync(PackageReplaced message, CancellationToken cancellationToken) => files.DeleteAsync(message.BlobKey, cancellationToken);
}
