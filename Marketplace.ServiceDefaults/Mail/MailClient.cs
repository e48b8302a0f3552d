using System.Diagnostics;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;

namespace Marketplace.ServiceDefaults.Mail;

public sealed class MailClient(MailSettings settings)
{
    private static readonly ActivitySource Source = new("Marketplace.Mail");

    /// <exception cref="RecipientRefusedException">The server will never take a mail to this address.</exception>
    /// <exception cref="SmtpUnavailableException">The server did not take the mail.</exception>
    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("mail send", ActivityKind.Client);
        using var mail = ToMime(message);
        await ConversationAsync(smtp => smtp.SendAsync(mail, cancellationToken), cancellationToken);
    }

    /// <exception cref="SmtpUnavailableException">The server does not answer.</exception>
    public Task PingAsync(CancellationToken cancellationToken) =>
        ConversationAsync(smtp => smtp.NoOpAsync(cancellationToken), cancellationToken);

    private async Task ConversationAsync(Func<SmtpClient, Task> talk, CancellationToken cancellationToken)
    {
        using var smtp = new SmtpClient { Timeout = 10_000 };
        try
        {
            await smtp.ConnectAsync(settings.Host, settings.Port, settings.Security, cancellationToken);
            if (settings.Username is not null)
            {
                await smtp.AuthenticateAsync(settings.Username, settings.Password ?? "", cancellationToken);
            }

            await talk(smtp);
        }
        catch (SmtpCommandException exception) when (exception is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: >= SmtpStatusCode.CommandUnrecognized and not SmtpStatusCode.AuthenticationRequired })
        {
            throw new RecipientRefusedException($"{(int)exception.StatusCode} {exception.Message}", exception);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw new SmtpUnavailableException($"The mail server did not take the mail ({exception.GetType().Name}).", exception);
        }

        await DisconnectAsync(smtp, cancellationToken);
    }

    // The mail is with the server by now: a failed goodbye must not look like a failed delivery.
    private static async Task DisconnectAsync(SmtpClient smtp, CancellationToken cancellationToken)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Activity.Current?.AddException(exception);
        }
    }

    private static bool IsRefusal(Exception exception) =>
        exception is SocketException or IOException or CommandException or ProtocolException
            or AuthenticationException or SslHandshakeException or TimeoutException or NotSupportedException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    private MimeMessage ToMime(MailMessage message)
    {
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Body = new BodyBuilder { HtmlBody = message.Html, TextBody = message.Text }.ToMessageBody(),
        };
        mail.From.Add(settings.From);
        mail.To.Add(MailboxAddress.Parse(message.To));
        if (message.Unsubscribe is { } unsubscribe)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>");
            mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        mail.MessageId = message.MessageId switch
        {
            // MimeKit's own would name this machine.
            null => MimeUtils.GenerateMessageId(settings.From.Domain),
            var id when id.Contains('@', StringComparison.Ordinal) => id,
            var id => $"{id}@{settings.From.Domain}",
        };
        return mail;
    }
}
