using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/// <summary>The way into onboarding: opens once, within minutes; the form behind it lives on under its own address.</summary>
internal sealed record AccountLink : Document
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan FormLifetime = TimeSpan.FromHours(2);

    public required string Account { get; init; }
    public required string RefreshUrl { get; init; }
    public required string ReturnUrl { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required string FormToken { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }

    public bool CanOpen(DateTimeOffset now) => OpenedAt is null && now < ExpiresAt;

    public bool FormOpen(DateTimeOffset now) => OpenedAt is { } opened && now < opened + FormLifetime;
}

/// <summary>What the API shows of a link.</summary>
internal sealed record LinkView(string Object, long Created, long? ExpiresAt, string Url);

/// <summary>The way into the Express dashboard.</summary>
internal sealed record LoginLink : Document
{
    public required string Account { get; init; }
}

internal static class AccountLinks
{
    public static LinkView Create(Scope scope, AccountLinkParameters parameters)
    {
        if (scope.Find<Account>(parameters.Account) is null)
        {
            throw StripeError.Missing("account", parameters.Account, "account");
        }

        if (parameters.Type == "account_update")
        {
            throw StripeError.Invalid("You cannot create `account_update` type Account Links for this account. Valid account link types are: `account_onboarding`.", "type");
        }

        var link = scope.Put(new AccountLink
        {
            Id = DocumentId.New("alnk_"),
            Account = parameters.Account,
            RefreshUrl = RequireUrl(parameters.RefreshUrl, "refresh_url"),
            ReturnUrl = RequireUrl(parameters.ReturnUrl, "return_url"),
            ExpiresAt = scope.Now + AccountLink.Lifetime,
            FormToken = DocumentId.New("form_"),
        });
        return new LinkView("account_link", scope.Created, link.ExpiresAt.ToUnixTimeSeconds(), $"{scope.BaseUrl}/connect/onboarding/{link.Id}");
    }

    public static LinkView CreateLogin(Scope scope, string accountId)
    {
        var account = AccountActions.Require(scope, accountId);
        if (!account.DetailsSubmitted)
        {
            throw StripeError.Invalid("Cannot create a login link for an account that has not completed onboarding.");
        }

        var link = scope.Put(new LoginLink { Id = DocumentId.New("login_"), Account = accountId });
        return new LinkView("login_link", scope.Created, null, $"{scope.BaseUrl}/express/{link.Id}");
    }

    private static string RequireUrl(string? url, string parameter) =>
        url is null
            ? throw StripeError.Invalid($"Missing required param: {parameter}.", parameter, "parameter_missing")
            : WebAddress.Require(url, parameter);
}
