namespace Marketplace.ServiceDefaults.Mail;

/// <param name="MessageId">Given by a sender that may send the same mail twice, so that mail programs show it once.</param>
/// <param name="Unsubscribe">Where mail programs post for their own "unsubscribe" button (RFC 8058); null for mails that are always sent.</param>
public sealed record MailMessage(string To, string Subject, string Html, string Text, string? MessageId = null, Uri? Unsubscribe = null);
