using Marketplace.Contracts.Refunds;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Refunds;

/// <summary>A seller's and an admin's answers to requests: the same act, each back to the own list.</summary>
internal static class RefundDeskEndpoints
{
    public static void MapRefundDesk(this IEndpointRouteBuilder routes)
    {
        foreach (var list in new[] { "/sell/refunds", "/admin/refunds" })
        {
            var group = routes.MapGroup(list).RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());
            group.MapPost("/{id:guid}/grant", async (Guid id, RefundsClient refunds, Flash flash, CancellationToken cancellationToken) =>
            {
                await GrantAsync(id, refunds, flash, cancellationToken);
                return TypedResults.LocalRedirect(list);
            });
            group.MapPost("/{id:guid}/decline", async (Guid id, [FromForm] string? reason, RefundsClient refunds, Flash flash, CancellationToken cancellationToken) =>
            {
                await DeclineAsync(id, reason, refunds, flash, cancellationToken);
                return TypedResults.LocalRedirect(list);
            });
        }
    }

    private static async Task GrantAsync(Guid id, RefundsClient refunds, Flash flash, CancellationToken cancellationToken)
    {
        var refund = await refunds.GrantAsync(id, cancellationToken);
        var (title, detail) = RefundWords.Done(refund, MoneyText.Format(refund.Amount));
        flash.Say(title, detail);
    }

    private static async Task DeclineAsync(Guid id, string? reason, RefundsClient refunds, Flash flash, CancellationToken cancellationToken)
    {
        var refund = await refunds.DeclineAsync(id, new DeclineRefundRequest { Reason = reason?.Trim() ?? "" }, cancellationToken);
        flash.Say("Declined", $"The buyer of order {refund.OrderNumber} gets your reason.");
    }
}
