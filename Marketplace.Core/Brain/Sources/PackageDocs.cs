using System.IO.Compression;
using System.Text;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;

namespace Marketplace.Core.Brain.Sources;

/// <summary>
/// Reads documentation out of a package that was checked. The check refuses zips whose directory and contents differ, so the platform's own reader
/// sees here what the check has seen; each file is read no further than what the Brain keeps of it.
/// </summary>
public sealed class PackageDocs(IFileStore files)
{
    private static readonly UTF8Encoding Lenient = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <returns>The texts by path; a path that is not in the zip is left out.</returns>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string blobKey, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        Dictionary<string, string> texts = [];
        if (paths.Count == 0)
        {
            return texts;
        }

        await using var stream = await files.OpenReadAsync(blobKey, cancellationToken);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var path in paths)
        {
            if (zip.GetEntry(path) is { } entry)
            {
                texts[path] = await ReadAsync(entry, cancellationToken);
            }
        }

        return texts;
    }

    private static async Task<string> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await entry.OpenAsync(cancellationToken), Lenient);
        var buffer = new char[BrainPolicy.MaxText];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return PersonText.Block(new string(buffer, 0, length));
    }
}
