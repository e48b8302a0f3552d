using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Accounts;

internal static class SellerAccountEndpoints
{
    public static void MapSellerAccount(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AccountRoutes.Seller).WithTags("Me").ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        group.MapPost("", BecomeAsync).WithSummary("Become a seller, or continue Stripe's onboarding");
        group.MapGet("", GetAsync).WithSummary("The own seller account, refreshed from Stripe");
    }

    private static async Task<Results<Ok<OnboardingView>, ProblemHttpResult>> BecomeAsync(
        BecomeSellerRequest request, ClaimsPrincipal caller, StartOnboarding start, CancellationToken cancellationToken)
    {
        var link = await start.ExecuteAsync(caller.UserId(), request.AcceptTerms, cancellationToken);
        return link.IsOk ? TypedResults.Ok(new OnboardingView(link.Value.ToString())) : link.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerView>, ProblemHttpResult>> GetAsync(ClaimsPrincipal caller, RefreshSellerAccount refresh, CancellationToken cancellationToken)
    {
        try
        {
            var account = await refresh.ExecuteAsync(caller.UserId(), cancellationToken);
            return account is null ? Error.NotFound("seller account").ToProblem() : TypedResults.Ok(account.ToView());
        }
        catch (PaymentGatewayException)
        {
            return new Error(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now. Try again in a minute.").ToProblem();
        }
    }

    public static SellerView ToView(this SellerAccount account) => new(
        account switch
        {
            { TransfersActive: true, PayoutsEnabled: true } => SellerStatus.Active,
            { DetailsSubmitted: true } => SellerStatus.Restricted,
            _ => SellerStatus.Onboarding,
        },
        account.DetailsSubmitted,
        account.TransfersActive,
        account.PayoutsEnabled,
        account.RequirementsDue);
}
