using Marketplace.Core.Data;
using NetArchTest.Rules;

namespace Marketplace.Tests.Architecture;

/// <summary>Which feature of Core may know which. Everything may know Kernel, Data and Outbox; news goes backward by outbox message.</summary>
internal sealed class FeatureMapTests
{
    private static readonly string[] Everywhere = ["Kernel", "Data", "Outbox"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Kernel"] = [],
        ["Outbox"] = [],
        ["Documents"] = [],
        ["Ledger"] = [],
        ["Accounts"] = [],
        ["Catalog"] = ["Accounts"],
        ["Packages"] = ["Accounts", "Catalog"],
        ["Search"] = ["Accounts", "Catalog"],
        ["Selling"] = ["Accounts", "Catalog"],
        ["Tax"] = [],
        ["Cart"] = ["Accounts", "Catalog", "Orders", "Selling", "Tax"],
        ["Orders"] = ["Accounts", "Catalog", "Documents", "Packages"],
        ["Reviews"] = ["Accounts", "Catalog", "Orders"],
        ["Questions"] = ["Accounts", "Catalog"],
        ["Moderation"] = ["Accounts", "Brain", "Catalog", "Questions", "Reviews"],
        ["Payments"] = ["Accounts", "Cart", "Catalog", "Ledger", "Orders", "Selling", "Tax"],
        ["Subscriptions"] = ["Accounts", "Ledger", "Payments"],
        ["Payouts"] = ["Accounts", "Ledger", "Orders", "Payments"],
        ["Refunds"] = ["Accounts", "Ledger", "Orders", "Payments", "Payouts"],
        ["Disputes"] = ["Accounts", "Catalog", "Ledger", "Orders", "Payments", "Payouts", "Refunds"],
        ["Admin"] = ["Accounts", "Analytics", "Catalog", "Disputes", "Ledger", "Notifications", "Orders", "Payments", "Payouts", "Reconciliation", "Refunds"],
        ["Reconciliation"] = ["Disputes", "Ledger", "Orders", "Payments", "Payouts", "Refunds", "Subscriptions"],
        ["Notifications"] = ["Accounts", "Brain", "Catalog", "Disputes", "Moderation", "Orders", "Packages", "Payments", "Payouts", "Questions", "Refunds", "Reviews", "Subscriptions", "Tax", "Webhooks"],
        ["Brain"] = ["Accounts", "Catalog", "Packages", "Questions", "Search"],
        ["Analytics"] = ["Cart", "Disputes", "Orders", "Payments", "Refunds"],
        ["Webhooks"] = ["Accounts", "Catalog", "Disputes", "Orders", "Packages", "Payouts", "Refunds", "Reviews"],
    };

    [TestCaseSource(nameof(Features))]
    public void Feature_KnowsOnlyWhatTheMapAllows(string feature)
    {
        var forbidden = Allowed.Keys.Except([feature, .. Allowed[feature], .. Everywhere]).Select(other => $"Marketplace.Core.{other}").ToArray();
        var result = Types.InAssembly(typeof(MarketplaceDb).Assembly)
            .That().ResideInNamespace($"Marketplace.Core.{feature}")
            .ShouldNot().HaveDependencyOnAny(forbidden)
            .GetResult();
        Assert.That(result.FailingTypeNames ?? [], Is.Empty);
    }

    [Test]
    public void EveryFeatureFolder_IsOnTheMap()
    {
        var folders = Directory.GetDirectories(Path.Combine(Infrastructure.Repository.Root, "Marketplace.Core"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any())
            .Select(Path.GetFileName)
            .Except(["obj", "bin", "Data"]);
        Assert.That(folders, Is.SubsetOf(Allowed.Keys));
    }

    private static IEnumerable<string> Features() => Allowed.Keys;
}
