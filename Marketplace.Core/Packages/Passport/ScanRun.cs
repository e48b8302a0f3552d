using System.Buffers;

namespace Marketplace.Core.Packages.Passport;

/// <summary>One package on its way through the scanner.</summary>
internal sealed class ScanRun(ScanLimits limits, VirusCheck viruses, long packedBytes) : IDisposable
{
    private readonly ScanBudget budget = new(limits, packedBytes);
    private readonly FindingList findings = new(limits.Findings);
    private readonly List<ScannedFile> files = [];
    private readonly PackageFacts facts = new();
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(64 << 10);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    public Task<ZipRefusal?> ScanAsync(Stream zip, CancellationToken cancellationToken) => ScanArchiveAsync(zip, "", 0, cancellationToken);

    public PackageScan Finish()
    {
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new(null, files, facts.ToPassport(findings, viruses));
    }

    private async Task<ZipRefusal?> ScanArchiveAsync(Stream stream, string prefix, int depth, CancellationToken cancellationToken)
    {
        var (refusal, entries, directory) = await ZipInspection.ReadAsync(stream, Math.Min(PackagePolicy.MaxEntries, budget.EntriesLeft), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        using var contents = new ZipContents(stream, directory);
        var ordered = entries.OrderBy(entry => entry.HeaderOffset).ToArray();
        refusal = await contents.CheckFrontAsync(ordered[0].HeaderOffset, cancellationToken);
        for (var index = 0; index < ordered.Length && refusal is null; index++)
        {
            var endsBefore = index + 1 < ordered.Length ? ordered[index + 1].HeaderOffset : directory.Offset;
            refusal = budget.TakeEntry() ?? await ScanEntryAsync(contents, ordered[index], endsBefore, prefix, depth, cancellationToken);
        }

        return refusal;
    }

    private async Task<ZipRefusal?> ScanEntryAsync(
        ZipContents contents, ZipEntry entry, long endsBefore, string prefix, int depth, CancellationToken cancellationToken)
    {
        using var capture = new FileCapture(prefix + ZipNames.Separators(entry.Name), entry.UnpackedBytes, limits.NestedBytes);
        // The scanner gets the package's files whole and opens archives itself.
        var isForViruses = depth == 0 && entry.UnpackedBytes > 0;
        if (isForViruses)
        {
            await viruses.BeginAsync(cancellationToken);
        }

        var refusal = await contents.ReadAsync(entry, endsBefore, buffer, TakeAsync, cancellationToken);
        if (refusal is not null || entry.IsDirectory)
        {
            return refusal;
        }

        if (isForViruses)
        {
            await viruses.EndAsync(capture.Path, findings, cancellationToken);
        }

        if (depth == 0)
        {
            files.Add(new(capture.Path, capture.SizeBytes, capture.Sha256()));
        }

        return await StudyAsync(capture, depth, cancellationToken);

        async ValueTask<ZipRefusal?> TakeAsync(ReadOnlyMemory<byte> bytes)
        {
            capture.Append(bytes.Span);
            if (isForViruses)
            {
                await viruses.WriteAsync(bytes, cancellationToken);
            }

            return budget.Take(bytes.Length);
        }
    }

    private async Task<ZipRefusal?> StudyAsync(FileCapture capture, int depth, CancellationToken cancellationToken)
    {
        BinarySignatures.Check(capture.Path, capture.Bytes, capture.SizeBytes, findings);
        if (ArchiveKind.IsZip(capture.Bytes))
        {
            return await ScanNestedAsync(capture, depth + 1, cancellationToken);
        }

        if (ArchiveKind.Unreadable(capture.Bytes) is { } kind)
        {
            findings.Add("archive.unreadable", FindingSeverity.Warning, capture.Path, null,
                $"This {kind} file cannot be looked into. Add its content as plain files, or as a zip.");
            return null;
        }

        if (FileText.Decode(capture.Bytes) is { } text)
        {
            using (text)
            {
                SecretScan.Scan(capture.Path, text.Span, findings, cancellationToken);
                if (depth == 0)
                {
                    facts.Add(capture.Path, text.Span, capture.IsWhole, findings);
                }
            }
        }
        else if (depth == 0)
        {
            facts.AddBinary(capture.Path);
        }

        return null;
    }

    private async Task<ZipRefusal?> ScanNestedAsync(FileCapture capture, int depth, CancellationToken cancellationToken)
    {
        if (depth > PackagePolicy.MaxNesting)
        {
            return ZipRefusal.Bomb($"“{ZipNames.Shown(capture.Path)}” is an archive in an archive, {depth} deep: {PackagePolicy.MaxNesting} is the limit. Unpack the inner ones.");
        }

        if (!capture.IsWhole)
        {
            findings.Add("archive.unreadable", FindingSeverity.Warning, capture.Path, null,
                $"This archive is larger than {limits.NestedBytes >> 20} MiB and was not looked into. Add its content as plain files.");
            return null;
        }

        await using var nested = capture.OpenRead();
        var refusal = await ScanArchiveAsync(nested, capture.Path + "!/", depth, cancellationToken);
        if (refusal is { IsBomb: false })
        {
            findings.Add("archive.unreadable", FindingSeverity.Warning, capture.Path, null,
                $"This archive could not be looked into as a whole. {refusal.Message} Mend or remove it, or add its content as plain files.");
            return null;
        }

        return refusal is null ? null : refusal with { Message = $"In “{ZipNames.Shown(capture.Path)}”: {refusal.Message}" };
    }
}
