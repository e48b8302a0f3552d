using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/// <summary>One capability of an account as the API shows it; what is stored is the account.</summary>
internal sealed record Capability : StripeObject
{
    public override string Object => "capability";

    [SandboxOnly]
    public override long Created { get; init; }
    public required string Account { get; init; }
    public bool Requested { get; init; } = true;
    public long? RequestedAt { get; init; }
    public required string Status { get; init; }

    public static Capability Of(Account account, string name) => new()
    {
        Id = name,
        Owner = account.Id,
        Account = account.Id,
        RequestedAt = account.Created,
        Status = account.Capabilities[name],
    };

    public static Capability Require(Account account, string name) =>
        account.Capabilities.ContainsKey(name) ? Of(account, name) : throw StripeError.NotFound("capability", name, "capability");
}
