using Marketplace.Core.Notifications;
using Marketplace.ServiceDefaults.Mail;

namespace Marketplace.Workers.Notifications;

public sealed class SmtpMailSender(MailClient client, LetterRenderer renderer) : IMailSender
{
    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var html = await renderer.ToHtmlAsync(letter);
        var mail = letter.Mail;
        try
        {
            await client.SendAsync(new MailMessage(mail.To, mail.Subject, html, LetterRenderer.ToText(letter), $"{mail.Id:N}@marketplace.example", letter.Unsubscribe), cancellationToken);
        }
        catch (RecipientRefusedException refusal)
        {
            throw new MailRefusedException(refusal.Message, refusal);
        }
    }
}
