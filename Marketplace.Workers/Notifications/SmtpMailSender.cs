using Marketplace.Core.Notifications;
using Marketplace.ServiceDefaults.Mail;

namespace Marketplace.Workers.Notifications;

public sealed class SmtpMailSender(MailClient client) : IMailSender
{
    public Task SendAsync(Mail mail, CancellationToken cancellationToken) =>
        client.SendAsync(new MailMessage(mail.To, mail.Subject, mail.Html, mail.Text, $"{mail.Id:N}@marketplace.example"), cancellationToken);
}
