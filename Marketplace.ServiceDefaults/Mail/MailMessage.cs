namespace Marketplace.ServiceDefaults.Mail;

/// <param name="MessageId">Given by a sender that may send the same mail twice, so that mail programs show it once.</param>
public sealed record MailMessage(string To, string Subject, string Html, string Text, string? MessageId = null);
