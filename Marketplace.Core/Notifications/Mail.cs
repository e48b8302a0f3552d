namespace Marketplace.Core.Notifications;

/// <summary>
/// A mail to one person. Its key makes it unique: the same event never writes two.
/// <code>
/// waiting ──the mail server took it──▶ sent
/// </code>
/// </summary>
public sealed class Mail
{
    public required Guid Id { get; init; }

    /// <summary>For example <c>order-confirmation:{orderId}</c>.</summary>
    public required string Key { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
}

/// <summary>The mail server.</summary>
public interface IMailSender
{
    /// <exception cref="Exception">The server did not take the mail.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
