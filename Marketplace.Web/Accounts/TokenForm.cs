using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Accounts;

namespace Marketplace.Web.Accounts;

public sealed class TokenForm
{
    [Required(ErrorMessage = "Give it a name, so that you know later what it was for."), StringLength(80, ErrorMessage = "Use at most 80 characters.")]
    public string Name { get; set; } = "";

    public bool Read { get; set; }

    public bool Write { get; set; }

    public int Days { get; set; } = 90;

    public CreateTokenRequest ToRequest()
    {
        var scopes = new List<string>();
        if (Read)
        {
            scopes.Add("read");
        }

        if (Write)
        {
            scopes.Add("write");
        }

        return new CreateTokenRequest { Name = Name.Trim(), Scopes = scopes, ExpiresInDays = Days is >= 1 and <= 365 ? Days : null };
    }
}
