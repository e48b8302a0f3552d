using System.Buffers;
using System.Text;

namespace Marketplace.Core.Packages.Passport;

/// <summary>A file's text in a rented buffer.</summary>
internal sealed class FileText : IDisposable
{
    private const int ProbedBytes = 8_000;

    private readonly char[] buffer;
    private readonly int length;

    private FileText(char[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlySpan<char> Span => buffer.AsSpan(0, length);

    /// <summary>Null for what is no text: as git does it, by a zero byte near the beginning.</summary>
    public static FileText? Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : null;
        if (encoding is null && bytes[..Math.Min(bytes.Length, ProbedBytes)].Contains((byte)0))
        {
            return null;
        }

        encoding ??= Encoding.UTF8;
        var preamble = bytes.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        var rented = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(bytes.Length - preamble));
        return new(rented, encoding.GetChars(bytes[preamble..], rented));
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer);
}
