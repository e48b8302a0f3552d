namespace Marketplace.Core.Notifications;

/// <summary>
/// A mail to one person. Its key makes it unique: the same event never writes two.
/// <code>
/// waiting ──the mail server took it──────────────▶ sent ──a bounce came back──▶ bounced
///   │ ▲ └───the server refuses the address────────────────────────────────────────▲
///   │ └─back-off, the server is away
///   └──three days without success──▶ given up
/// </code>
/// </summary>
public sealed class Mail
{
    public required Guid Id { get; init; }

    /// <summary>For example <c>order-confirmation:{orderId}</c>.</summary>
    public required string Key { get; init; }
    public required NotificationKind Kind { get; init; }

    public required Guid UserId { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }

    /// <summary>JSON of <see cref="MailBlock"/>s.</summary>
    public required string Body { get; init; }

    /// <summary>Opens the page that switches mails of this kind off; null for mails that are always sent.</summary>
    public string? UnsubscribeToken { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextTryAt { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>What the mail server said last, or why the mail came back.</summary>
    public string? Error { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? BouncedAt { get; private set; }
    public DateTimeOffset? GivenUpAt { get; private set; }

    public void Sent(DateTimeOffset now)
    {
        Attempts++;
        (SentAt, NextTryAt, Error) = (now, null, null);
    }

    public void NotTaken(string error, DateTimeOffset now)
    {
        Attempts++;
        Error = Cut(error);
        if (now - CreatedAt >= NotificationPolicy.GiveUpAfter)
        {
            (GivenUpAt, NextTryAt) = (now, null);
        }
        else
        {
            NextTryAt = now + NotificationPolicy.BackOff(Attempts);
        }
    }

    /// <summary>The address does not take mail: at once by the server's answer, or later by a report.</summary>
    public void Bounced(string reason, DateTimeOffset now) => (BouncedAt, NextTryAt, Error) = (now, null, Cut(reason));

    private static string Cut(string text) => text.Length <= 500 ? text : text[..500];
}

/// <summary>What is shown of a mail when it is sent: the letter, and the address that ends letters of its kind.</summary>
/// <param name="Unsubscribe">Null for mails that are always sent.</param>
public sealed record Letter(Mail Mail, MailBody Body, Uri? Unsubscribe, Uri Settings);

/// <summary>The mail server.</summary>
public interface IMailSender
{
    /// <exception cref="MailRefusedException">The server will never take a mail to this address.</exception>
    /// <exception cref="Exception">The server did not take the mail now.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellationToken);
}

/// <summary>The mail server refuses the address for good (SMTP 5xx to the recipient).</summary>
public sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);
