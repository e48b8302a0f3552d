using System.Data.Common;
using MailKit.Security;
using MimeKit;

namespace Marketplace.ServiceDefaults.Mail;

/// <summary>
/// A mail server as a connection string: <c>Endpoint=smtp://host:port[;Username=…;Password=…]</c>, a bare address, or smtps://.
/// </summary>
public sealed record MailSettings(string Host, int Port, bool ImplicitTls, string? Username, string? Password)
{
    /// <summary>A password is never sent in clear text; without one a plain relay (the local mail catcher) is accepted.</summary>
    public SecureSocketOptions Security => (ImplicitTls, Username) switch
    {
        (true, _) => SecureSocketOptions.SslOnConnect,
        (false, not null) => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    public required MailboxAddress From { get; init; }

    public static MailSettings Parse(string connectionString, string? from = null)
    {
        var parts = new DbConnectionStringBuilder();
        if (connectionString.Contains("Endpoint=", StringComparison.OrdinalIgnoreCase))
        {
            parts.ConnectionString = connectionString;
        }
        else
        {
            parts["Endpoint"] = connectionString;
        }

        if (!Uri.TryCreate(parts["Endpoint"] as string, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("smtp" or "smtps"))
        {
            throw new FormatException("A mail connection string reads Endpoint=smtp://host:port.");
        }

        var implicitTls = endpoint.Scheme == "smtps";
        var standardPort = implicitTls ? 465 : 25;
        return new MailSettings(
            endpoint.Host,
            endpoint.Port > 0 ? endpoint.Port : standardPort,
            implicitTls,
            parts.TryGetValue("Username", out var username) ? (string)username : null,
            parts.TryGetValue("Password", out var password) ? (string)password : null)
        {
            From = MailboxAddress.Parse(from ?? "Marketplace <no-reply@marketplace.example>"),
        };
    }
}
