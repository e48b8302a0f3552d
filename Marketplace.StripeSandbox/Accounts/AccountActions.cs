using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

internal static class AccountActions
{
    private static readonly string[] KnownCapabilities = ["card_payments", "transfers"];

    public static Account Create(Scope scope, AccountCreateParameters parameters)
    {
        RequireExpress(parameters);
        var country = parameters.Country ?? "US";
        var capabilities = (parameters.Capabilities ?? KnownCapabilities.ToDictionary(c => c, _ => new CapabilityRequest(true), StringComparer.Ordinal))
            .Where(c => c.Value.Requested == true)
            .ToDictionary(c => c.Key, _ => "inactive", StringComparer.Ordinal);
        if (capabilities.Keys.Except(KnownCapabilities, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw StripeError.Unsupported($"The capability {unknown}");
        }

        var id = DocumentId.New("acct_", 16);
        var settings = new AccountSettings(new PayoutSettings(Schedule(PayoutScheduleSettings.Default, parameters.Settings)))
        {
            Dashboard = new DashboardSettings(parameters.BusinessProfile?.Name, "Etc/UTC"),
        };
        return scope.Put(new Account
        {
            Id = id,
            Created = scope.Created,
            BusinessProfile = parameters.BusinessProfile ?? new BusinessProfile(),
            BusinessType = parameters.BusinessType,
            Capabilities = capabilities,
            Controller = new AccountController(),
            Country = country,
            DefaultCurrency = parameters.DefaultCurrency ?? "usd",
            Email = parameters.Email ?? parameters.Individual?.Email,
            ExternalAccounts = new StripeList<BankAccount>([], $"/v1/accounts/{id}/external_accounts"),
            HolderName = parameters.Company?.Name ?? FullName(parameters.Individual),
            Metadata = Metadata.Merge(null, parameters.Metadata),
            PayoutDayHandled = PayoutSchedule.LastDay(settings.Payouts.Schedule, scope.Now),
            Requirements = Requirements.BeforeOnboarding,
            Settings = settings,
        });
    }

    public static Account Update(Scope scope, string id, AccountUpdateParameters parameters)
    {
        var account = Require(scope, id);
        var settings = account.Settings with
        {
            Payouts = account.Settings.Payouts with { Schedule = Schedule(account.Settings.Payouts.Schedule, parameters.Settings) },
        };
        var updated = scope.Put(account with
        {
            BusinessProfile = Merge(account.BusinessProfile, parameters.BusinessProfile),
            BusinessType = parameters.BusinessType ?? account.BusinessType,
            Email = parameters.Email ?? account.Email,
            Metadata = Metadata.Merge(account.Metadata, parameters.Metadata),
            Settings = settings,
            PayoutDayHandled = settings.Payouts.Schedule == account.Settings.Payouts.Schedule
                ? account.PayoutDayHandled
                : PayoutSchedule.LastDay(settings.Payouts.Schedule, scope.Now),
        });
        scope.Emit("account.updated", updated, account);
        return updated;
    }

    /// <summary>Accounts belong to the platform; an account may also read itself with its own header.</summary>
    public static Account Require(Scope scope, string id) =>
        (scope.Owner is null || scope.Owner == id) && scope.Find<Account>(id) is { } account
            ? account
            : throw new StripeError(
                StatusCodes.Status403Forbidden,
                "invalid_request_error",
                $"The provided key does not have access to account '{id}' (or that account does not exist). Application access may have been revoked.")
            {
                Code = "account_invalid",
            };

    private static void RequireExpress(AccountCreateParameters parameters)
    {
        var express = new AccountController();
        var controller = parameters.Controller;
        var fits = controller is null
            ? parameters.Type is "express"
            : parameters.Type is null && controller.StripeDashboard is { Type: "express" }
                && (controller.Fees is null || controller.Fees.Payer is "application")
                && (controller.Losses ?? express.Losses) == express.Losses
                && controller.RequirementCollection is null or "stripe";
        if (!fits)
        {
            throw StripeError.Unsupported("Every kind of connected account but Express (type=express, or a controller with an express dashboard whose fees and losses the application bears)");
        }
    }

    private static PayoutScheduleSettings Schedule(PayoutScheduleSettings current, SettingsParameters? given)
    {
        if (given?.Payouts?.Schedule is not { } schedule)
        {
            return current;
        }

        var interval = schedule.Interval ?? current.Interval;
        if (interval is not ("manual" or "daily" or "weekly") || schedule.WeeklyPayoutDays?.Count > 1)
        {
            throw StripeError.Unsupported("Every payout schedule but manual, daily and weekly on one day");
        }

        var anchor = schedule.WeeklyAnchor ?? (schedule.WeeklyPayoutDays is [var day] ? day : null) ?? current.WeeklyAnchor ?? PayoutScheduleSettings.Default.WeeklyAnchor;
        return new PayoutScheduleSettings(interval, interval == "weekly" ? anchor : null);
    }

    private static BusinessProfile Merge(BusinessProfile current, BusinessProfile? given) => given is null
        ? current
        : new BusinessProfile
        {
            Mcc = given.Mcc ?? current.Mcc,
            Name = given.Name ?? current.Name,
            ProductDescription = given.ProductDescription ?? current.ProductDescription,
            SupportEmail = given.SupportEmail ?? current.SupportEmail,
            SupportPhone = given.SupportPhone ?? current.SupportPhone,
            SupportUrl = given.SupportUrl ?? current.SupportUrl,
            Url = given.Url ?? current.Url,
        };

    private static string? FullName(IndividualParameters? person) =>
        person is null ? null : $"{person.FirstName} {person.LastName}".Trim() is { Length: > 0 } name ? name : null;
}
