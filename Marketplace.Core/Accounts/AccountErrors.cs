using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

public static class AccountErrors
{
    public static Error HandleTaken { get; } = new(ErrorKind.Conflict, "accounts.handle_taken", "Somebody has this handle already. Choose another.", "handle");

    public static Error HandleReserved { get; } = new(ErrorKind.Invalid, "accounts.handle_reserved", "This handle is reserved. Choose another.", "handle");

    public static Error LinkRefused { get; } = new(ErrorKind.Invalid, "accounts.link_refused", "A link is a full https address of at most 200 characters.", "links");

    public static Error UnknownScope { get; } = new(ErrorKind.Invalid, "accounts.unknown_scope", "A token's scopes are read and write.", "scopes");

    public static Error TooManyTokens { get; } = new(ErrorKind.Conflict, "accounts.too_many_tokens", "You have 20 tokens. Revoke one that you no longer use.");

    public static Error OwnShop { get; } = new(ErrorKind.Invalid, "accounts.own_shop", "This is your own shop: you hear of your products anyway.");

    public static Error NotASeller { get; } = new(ErrorKind.Forbidden, "selling.not_a_seller", "Become a seller first; it takes a few minutes.");
}
