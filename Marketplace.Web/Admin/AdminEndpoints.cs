using Marketplace.Contracts.Admin;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Admin;

internal static class AdminEndpoints
{
    public static void MapAdminForms(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").RequireAuthorization();
        admin.MapPost("/submissions/{productId:guid}/approve", ApproveAsync);
        admin.MapPost("/submissions/{productId:guid}/reject", RejectAsync);
        admin.MapPost("/changes/{productId:guid}/{changeId:guid}/approve", ApproveChangeAsync);
        admin.MapPost("/changes/{productId:guid}/{changeId:guid}/reject", RejectChangeAsync);
        admin.MapPost("/listings/{productId:guid}/suspend", SuspendAsync);
        admin.MapPost("/listings/{productId:guid}/restore", RestoreAsync);
        admin.MapPost("/ledger/check", CheckLedgerAsync);
        admin.MapPost("/dead-letters/{id:guid}/retry", RetryAsync);
        admin.MapPost("/operations/reconcile", ReconcileAsync);
    }

    private static async Task<RedirectHttpResult> ApproveAsync(Guid productId, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.ApproveAsync(productId, cancellationToken);
        flash.Say("Approved", $"{title ?? "The listing"} is published and its seller is told.");
        return TypedResults.LocalRedirect("/admin/submissions");
    }

    private static async Task<RedirectHttpResult> RejectAsync(Guid productId, [FromForm] string? reason, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.RejectAsync(productId, new RejectRequest { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Rejected", $"The seller of {title ?? "the listing"} gets your reason.");
        return TypedResults.LocalRedirect("/admin/submissions");
    }

    private static async Task<RedirectHttpResult> ApproveChangeAsync(Guid productId, Guid changeId, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.ApproveChangeAsync(productId, changeId, cancellationToken);
        flash.Say("Approved", $"The change of {title ?? "the listing"} is in effect and its seller is told.");
        return TypedResults.LocalRedirect("/admin/submissions");
    }

    private static async Task<RedirectHttpResult> RejectChangeAsync(Guid productId, Guid changeId, [FromForm] string? reason, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.RejectChangeAsync(productId, changeId, new RejectRequest { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Not approved", $"{title ?? "The listing"} stays as it is; the seller gets your reason.");
        return TypedResults.LocalRedirect("/admin/submissions");
    }

    private static async Task<RedirectHttpResult> SuspendAsync(Guid productId, [FromForm] string? reason, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.SuspendProductAsync(productId, new RejectRequest { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Suspended", $"{title ?? "The listing"} is out of the shop; the seller gets your reason.");
        return TypedResults.LocalRedirect("/admin/listings?suspended=true");
    }

    private static async Task<RedirectHttpResult> RestoreAsync(Guid productId, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.RestoreProductAsync(productId, cancellationToken);
        flash.Say("Restored", $"{title ?? "The listing"} is back in the shop and its seller is told.");
        return TypedResults.LocalRedirect("/admin/listings");
    }

    private static async Task<RedirectHttpResult> CheckLedgerAsync(AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.CheckLedgerAsync(cancellationToken);
        flash.Say("Checked", "All statements and the whole chain, just now.");
        return TypedResults.LocalRedirect("/admin/ledger");
    }

    private static async Task<RedirectHttpResult> ReconcileAsync(AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        var operations = await admin.ReconcileAsync(cancellationToken);
        var open = operations.Mismatches.Count(mismatch => mismatch.ResolvedAt is null);
        flash.Say("Compared with Stripe", open == 0 ? "The books match." : $"{open} movements differ.");
        return TypedResults.LocalRedirect("/admin/operations");
    }

    private static async Task<RedirectHttpResult> RetryAsync(Guid id, [FromForm] string? type, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.RetryDeadLetterAsync(id, cancellationToken);
        flash.Say("Queued again", type);
        return TypedResults.LocalRedirect("/admin");
    }
}
