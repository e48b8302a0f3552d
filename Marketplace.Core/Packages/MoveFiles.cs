using System.Security.Cryptography;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <param name="Moved">Written, or to be written in a dry run.</param>
/// <param name="There">Were there already with the same bytes.</param>
/// <param name="Bytes">Of the moved ones.</param>
/// <param name="Problems">One sentence for each object that could not be moved.</param>
public sealed record MoveReport(int Moved, int There, long Bytes, IReadOnlyList<string> Problems);

/// <summary>
/// Copies every object of one store to the other, the source untouched. Each is read back and compared by size and SHA-256: a package with
/// the one its check wrote down, a picture with its source. So it may be stopped and started again at any time: what is there is only compared.
/// </summary>
public sealed class MoveFiles(MarketplaceDb db)
{
    private const int BatchSize = 200;
    private readonly List<string> problems = [];
    private int moved;
    private int there;
    private long bytes;

    /// <param name="isDryRun">Compares sizes only, and writes nothing.</param>
    public async Task<MoveReport> ExecuteAsync(IFileStore from, IFileStore to, bool isDryRun, Action<string> report, CancellationToken cancellationToken)
    {
        foreach (var area in Enum.GetValues<FileArea>())
        {
            await foreach (var batch in from.ListAsync(area, "", cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
            {
                var hashes = await HashesAsync(batch, cancellationToken);
                foreach (var file in batch)
                {
                    var move = new Move(from, to, area, file, hashes.GetValueOrDefault(file.Key));
                    await (isDryRun ? LookAsync(move, cancellationToken) : MoveAsync(move, cancellationToken));
                }

                report($"{area}: {moved} moved ({bytes >> 20} MiB), {there} there already, {problems.Count} problems, at {batch[^1].Key}");
            }
        }

        return new(moved, there, bytes, problems);
    }

    private async Task<Dictionary<string, string>> HashesAsync(StoredFile[] batch, CancellationToken cancellationToken)
    {
        var keys = batch.Select(file => file.Key).ToArray();
        return await db.PackageVersions.AsNoTracking()
            .Where(version => keys.Contains(version.BlobKey) && version.Sha256 != null)
            .ToDictionaryAsync(version => version.BlobKey, version => version.Sha256!, cancellationToken);
    }

    private async Task LookAsync(Move move, CancellationToken cancellationToken)
    {
        await using var found = await move.To.FindAsync(move.Area, move.File.Key, cancellationToken);
        Count(found?.SizeBytes == move.File.SizeBytes, move);
    }

    private async Task MoveAsync(Move move, CancellationToken cancellationToken)
    {
        var target = await FingerprintAsync(move.To, move, cancellationToken);
        if (target is not null && target.Value.SizeBytes == move.File.SizeBytes)
        {
            var wanted = move.Sha256 ?? (await FingerprintAsync(move.From, move, cancellationToken))?.Sha256;
            if (wanted == target.Value.Sha256)
            {
                Count(isThere: true, move);
                return;
            }
        }

        var problem = await CopyAsync(move, cancellationToken);
        if (problem is not null)
        {
            problems.Add($"{move.Area} {move.File.Key}: {problem}");
        }
    }

    private async Task<string?> CopyAsync(Move move, CancellationToken cancellationToken)
    {
        await using var source = await move.From.FindAsync(move.Area, move.File.Key, cancellationToken);
        if (source is null)
        {
            // Deleted since it was listed: there is nothing to move.
            return null;
        }

        await using var content = new HashingStream(source.Content);
        await (move.Area == FileArea.Media
            ? move.To.WriteMediaAsync(move.File.Key, content, source.ContentType, cancellationToken)
            : move.To.WriteAsync(move.File.Key, content, source.ContentType, cancellationToken));
        var sent = content.Sha256();
        var arrived = await FingerprintAsync(move.To, move, cancellationToken);
        var problem = (move.Sha256 is { } known && known != sent, arrived == (content.Length, sent)) switch
        {
            (true, _) => "its bytes in the source are not the ones that were checked (their SHA-256 differs); it is not moved.",
            (_, false) => "it did not arrive whole; start the move again.",
            _ => null,
        };
        if (problem is null)
        {
            Count(isThere: false, move);
            return null;
        }

        await (move.Area == FileArea.Media ? move.To.DeleteMediaAsync(move.File.Key, cancellationToken) : move.To.DeleteAsync(move.File.Key, cancellationToken));
        return problem;
    }

    private void Count(bool isThere, Move move)
    {
        if (isThere)
        {
            there++;
        }
        else
        {
            moved++;
            bytes += move.File.SizeBytes;
        }
    }

    private static async Task<(long SizeBytes, string Sha256)?> FingerprintAsync(IFileStore store, Move move, CancellationToken cancellationToken)
    {
        await using var found = await store.FindAsync(move.Area, move.File.Key, cancellationToken);
        return found is null ? null : (found.SizeBytes, Convert.ToHexStringLower(await SHA256.HashDataAsync(found.Content, cancellationToken)));
    }

    private sealed record Move(IFileStore From, IFileStore To, FileArea Area, StoredFile File, string? Sha256);
}
