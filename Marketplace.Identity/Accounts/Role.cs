using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Accounts;

public sealed class Role : IdentityRole<Guid>
{
    public const string Buyer = "buyer";
    public const string Admin = "admin";
}
