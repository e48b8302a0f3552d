using System.Security.Cryptography;
using System.Text;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/// <summary>What a seller fills in.</summary>
internal sealed record OnboardingForm(string BusinessType, string FirstName, string LastName, string Country, string RoutingNumber, string AccountNumber)
{
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
        Require("routingNumber", RoutingNumber == TestBankAccounts.RoutingNumber, $"The sandbox takes test bank details only: routing number {TestBankAccounts.RoutingNumber}.");
        Require("accountNumber", TestBankAccounts.Knows(AccountNumber), $"The sandbox takes test bank details only: account number {TestBankAccounts.Good}.");
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
            PayoutFailure = TestBankAccounts.FailureOf(form.AccountNumber),
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
        foreach (var name in account.Capabilities.Where(c => c.Value != "active").Select(c => c.Key))
        {
            scope.Emit("capability.updated", Capability.Of(updated, name), Capability.Of(account, name));
        }

        scope.Emit("account.updated", updated, account);
    }
}
