using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Refunds;
using Marketplace.Contracts.Selling;

namespace Marketplace.Benchmarks.Selling;

/// <summary>A page of the shop with what it reads of the Api.</summary>
/// <param name="Caller">Whose page it is.</param>
internal sealed record PageReads(string Page, Guid Caller, params IReadOnlyList<string> Paths);

/// <summary>The pages of sellers, buyers and admins that show lists and sums, and their reads.</summary>
internal static class SellerPages
{
    private static readonly Guid Admin = new("00000000-0000-7000-9000-000000000001");

    /// <param name="middle">A line of the seller half way through.</param>
    /// <param name="product">One of the seller's.</param>
    public static IReadOnlyList<PageReads> Of(Guid seller, Guid middle, Guid product, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return
        [
            new("/sell (balance, earnings)", seller, SellingRoutes.Balance),
            new("/sell/payouts", seller, SellingRoutes.Balance, SellingRoutes.Forecast, SellingRoutes.Payouts, HoldRoutes.OfSeller),
            new("  of it: forecast", seller, SellingRoutes.Forecast),
            new("  of it: history", seller, SellingRoutes.Payouts),
            new("/sell/sales, newest", seller, SellingRoutes.Orders),
            new("/sell/sales, half way", seller, $"{SellingRoutes.Orders}?cursor={middle:N}"),
            new("/sell/statement, this month", seller, Statement(month)),
            new("/sell/statement, half a year ago", seller, Statement(month.AddMonths(-6))),
            new("/sell/products", seller, SellingRoutes.Products),
            new("/sell/products/{id}", seller, $"{SellingRoutes.Products}/{product}"),
            new("/sell/discounts", seller, SellingRoutes.Discounts),
            new("/sell/refunds", seller, RefundRoutes.OfSeller),
            new("/sell/analytics, 30 days", seller, Analytics("day", today, 30), Analytics("day", today.AddDays(-30), 30), Analytics("product", today, 30)),
            new("/sell/analytics, two years", seller, Analytics("day", today, 731), Analytics("day", today.AddDays(-731), 731), Analytics("product", today, 731)),
            new("  of it: by country", seller, Analytics("country", today, 731)),
            new("  of it: by referrer", seller, Analytics("referrer", today, 731)),
            new("  of it: one product", seller, $"{Analytics("day", today, 731)}&product={product}"),
            new("/sell/customers", seller, AnalyticsRoutes.Customers),
            new("/sell/customers, found", seller, $"{AnalyticsRoutes.Customers}?q=buyer@"),
            new("/sell/customers, none found", seller, $"{AnalyticsRoutes.Customers}?q=nobody"),
            new("/sell/disputes", seller, DisputeRoutes.OfSeller),
        ];
    }

    public static IReadOnlyList<PageReads> OfOthers(Guid buyer) =>
    [
        new("/purchases", buyer, OrderRoutes.Orders),
        new("/admin", Admin, AdminRoutes.LedgerInvariants, AdminRoutes.DeadLetters, AdminRoutes.Submissions),
        new("/admin/ledger", Admin, AdminRoutes.LedgerInvariants, AdminRoutes.LedgerSeals),
        new("/admin/operations", Admin, AdminRoutes.Operations),
        new("/admin/refunds", Admin, RefundRoutes.OfAdmin),
        new("/admin/disputes", Admin, DisputeRoutes.OfAdmin, DisputeRoutes.FraudWarnings),
        new("/admin/holds", Admin, HoldRoutes.OfAdmin),
    ];

    private static string Analytics(string by, DateOnly to, int days) => FormattableString.Invariant($"{AnalyticsRoutes.Analytics}?from={to.AddDays(1 - days):yyyy-MM-dd}&to={to:yyyy-MM-dd}&by={by}");

    private static string Statement(DateOnly month) => FormattableString.Invariant($"{SellingRoutes.Statement}?from={month:yyyy-MM-dd}&to={month.AddMonths(1).AddDays(-1):yyyy-MM-dd}");
}
