namespace Marketplace.Core.Packages;

/// <param name="IsBomb">It would do harm wherever it is unpacked, so that an archive inside a package is refused for it as well.</param>
internal sealed record ZipRefusal(string Message, bool IsBomb = false)
{
    public static ZipRefusal? Of(string? message) => message is null ? null : new(message);

    public static ZipRefusal? Bomb(string? message) => message is null ? null : new(message, IsBomb: true);
}
