using System.Net.Sockets;

namespace Marketplace.Core.Kernel;

/// <summary>Why an address that somebody gave us cannot be reached, in that person's words.</summary>
public static class PublicHttpWords
{
    public const string NotPublic = "It leads to an address that is not public, which we do not open.";

    public static string Of(HttpRequestException exception) => exception switch
    {
        { InnerException: ForbiddenAddressException } => NotPublic,
        { HttpRequestError: HttpRequestError.NameResolutionError } or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            "There is no server of this name.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "Its certificate is not valid.",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "The server closed the connection without an answer.",
        { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => "The server's answer is not one of HTTP, or its headers are too long.",
        _ => "The server cannot be reached.",
    };
}
