using System.Security.Cryptography;
using System.Text;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/// <summary>What a seller fills in.</summary>
internal sealed record OnboardingForm(string BusinessType, string FirstName, string LastName, string Country, string RoutingNumber, string AccountNumber)
{
    public const string TestRoutingNumber = "110000000";
    public const string TestAccountNumber = "000123456789";

    public string FullName => $"{FirstName} {LastName}".Trim();

    /// <summary>The message for each field that is not right; empty when all are.</summary>
    public IReadOnlyDictionary<string, string> Errors()
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        void Require(string field, bool valid, string message)
        {
            if (!valid)
            {
                errors[field] = message;
            }
        }

        Require("businessType", BusinessType is "individual" or "company", "Choose what kind of business this is.");
        Require("firstName", FirstName.Length is > 0 and <= 100, "Enter the first name.");
        Require("lastName", LastName.Length is > 0 and <= 100, "Enter the last name.");
        Require("country", Country.Length == 2 && Country.All(char.IsAsciiLetterUpper), "Choose a country.");
        Require("routingNumber", RoutingNumber == TestRoutingNumber, $"The sandbox takes test bank details only: routing number {TestRoutingNumber}.");
        Require("accountNumber", AccountNumber == TestAccountNumber, $"The sandbox takes test bank details only: account number {TestAccountNumber}.");
        return errors;
    }
}

internal static class Onboarding
{
    public static void Submit(Scope scope, Account account, OnboardingForm form, string? ip, string? userAgent)
    {
        var bank = scope.Put(new BankAccount
        {
            Id = DocumentId.New("ba_"),
            Owner = account.Id,
            Created = scope.Created,
            Account = account.Id,
            AccountHolderName = form.FullName,
            AccountHolderType = form.BusinessType,
            Country = account.Country,
            Currency = account.DefaultCurrency,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{form.RoutingNumber}/{form.AccountNumber}")))[..16],
            Last4 = form.AccountNumber[^4..],
            RoutingNumber = form.RoutingNumber,
        });
        var updated = scope.Put(account with
        {
            BusinessType = form.BusinessType,
            Capabilities = account.Capabilities.ToDictionary(c => c.Key, _ => "active", StringComparer.Ordinal),
            ChargesEnabled = true,
            DetailsSubmitted = true,
            ExternalAccounts = new StripeList<BankAccount>([bank], account.ExternalAccounts.Url),
            HolderName = form.FullName,
            PayoutsEnabled = true,
            Requirements = Requirements.None,
            TosAcceptance = new TosAcceptance { Date = scope.Created, Ip = ip, UserAgent = userAgent },
        });
        scope.Emit("account.external_account.created", bank);
        scope.Emit("account.updated", updated, account);
    }
}
