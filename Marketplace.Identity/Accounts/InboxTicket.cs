using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Identity.Accounts;

/// <summary>Carries the address from a form to "check your inbox" without showing it in the URL, the history or a log.</summary>
public sealed class InboxTicket(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector protector =
        protection.CreateProtector("Marketplace.Identity.InboxTicket").ToTimeLimitedDataProtector();

    public string Write(Content content) => protector.Protect(JsonSerializer.Serialize(content), AccountPolicy.ConfirmationLifetime);

    public Content? Read(string? ticket)
    {
        try
        {
            return string.IsNullOrEmpty(ticket) ? null : JsonSerializer.Deserialize<Content>(protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public sealed record Content(string Email, bool MailSent);
}
