using System.Globalization;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Documents;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;

namespace Marketplace.Api.Selling;

internal static class StatementPdf
{
    /// <summary>About eighty pages; who has more is better off with the CSV.</summary>
    public const int MaxLines = 2_000;

    private static readonly Dictionary<string, string> Accounts = new()
    {
        [LedgerAccounts.Escrow] = "Held",
        [LedgerAccounts.Payable] = "Available",
        [LedgerAccounts.Connected] = "In transit",
        [LedgerAccounts.PaidOut] = "Paid",
        [LedgerAccounts.Debt] = "Debt",
        [LedgerAccounts.DisputeHold] = "On hold",
    };

    public static byte[] Print(string seller, StatementDays days, StatementPeriod period, IReadOnlyList<StatementItemView> items, string company, DateTimeOffset now)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"Statement {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}");
        using var sheet = new PdfSheet(title, company, now);
        sheet.Heading("Statement");
        sheet.Blocks(
            ("Seller", [seller]),
            ("Period", [string.Create(CultureInfo.InvariantCulture, $"{days.From:d MMMM yyyy} to"), string.Create(CultureInfo.InvariantCulture, $"{days.To:d MMMM yyyy}, UTC")]),
            ("Made", [string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:d MMMM yyyy HH:mm} UTC"), SizeOf(period)]));
        sheet.Section("Accounts");
        sheet.Table(
            [new("Account", 40), new("Opening", 20, true), new("Change", 20, true), new("Closing", 20, true)],
            period.Opening.Zip(period.Closing, (opening, closing) => (IReadOnlyList<PdfCell>)
                [Accounts[opening.Account], Amount(opening.Cents, period), Amount(closing.Cents - opening.Cents, period), Amount(closing.Cents, period)]));
        sheet.Section("Postings");
        sheet.Table(
            [new("No.", 9), new("Day", 14), new("What", 38), new("Account", 13), new("Amount", 14, true), new("Balance", 14, true)],
            items.Select(item => (IReadOnlyList<PdfCell>)
            [
                item.Number.ToString(CultureInfo.InvariantCulture),
                item.PostedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                new(item.Kind.Replace('_', ' '), item.OrderNumber is null ? null : $"{item.OrderNumber}, {item.ProductTitle}"),
                Accounts[item.Account],
                Currencies.Format(item.Amount.Amount, item.Amount.Currency),
                Currencies.Format(item.Balance.Amount, item.Balance.Currency),
            ]));
        sheet.Space();
        sheet.SmallPrint($"Hash before the period: {period.OpeningHash}");
        sheet.SmallPrint($"Hash after it: {period.ClosingHash}");
        sheet.SmallPrint("The CSV of the same period has each posting's hash and can be checked without us.");
        return sheet.Build();
    }

    private static string SizeOf(StatementPeriod period) => string.Create(CultureInfo.InvariantCulture, $"{period.Count:N0} postings");

    private static string Amount(long cents, StatementPeriod period) => Currencies.Format(cents, period.Currency);
}
