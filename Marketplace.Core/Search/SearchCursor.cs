using System.Buffers.Binary;
using System.Buffers.Text;

namespace Marketplace.Core.Search;

/// <summary>Where a page ended: the sort key of its last product, and the product for ties. Opaque outside: order, key, id in base64url.</summary>
public sealed record SearchCursor(SearchOrder Order, long Key, Guid ProductId)
{
    private const int Size = 1 + sizeof(long) + 16;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = (byte)Order;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Key);
        ProductId.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when the text is no cursor, or one of another order.</summary>
    public static SearchCursor? Parse(string text, SearchOrder order)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var read = text.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(text, out var length) && length == Size
            && Base64Url.TryDecodeFromChars(text, bytes, out _);
        return read && bytes[0] == (byte)order
            ? new(order, BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), new Guid(bytes[9..], bigEndian: true))
            : null;
    }
}
