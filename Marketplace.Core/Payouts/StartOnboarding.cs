using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>Makes a person a seller and gives the link to Stripe's onboarding; called again, it gives a fresh link to go on.</summary>
public sealed class StartOnboarding(MarketplaceDb db, IPaymentGateway gateway, CheckoutUrls urls, TimeProvider time, ILogger<StartOnboarding> logger)
{
    public async Task<Result<Uri>> ExecuteAsync(Guid userId, bool acceptsTerms, CancellationToken cancellationToken)
    {
        var account = await db.SellerAccounts.AsTracking().SingleOrDefaultAsync(account => account.UserId == userId, cancellationToken);
        if (account is null && !acceptsTerms)
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "Accept the seller terms to go on.", "acceptTerms");
        }

        if (account is null)
        {
            var now = time.GetUtcNow();
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into accounts.seller_accounts (user_id, details_submitted, transfers_active, payouts_enabled, requirements_due, terms_accepted_at)
                values ({userId}, false, false, false, array[]::text[], {now})
                on conflict (user_id) do nothing
                """, cancellationToken);
            account = await db.SellerAccounts.AsTracking().SingleAsync(account => account.UserId == userId, cancellationToken);
        }

        try
        {
            if (account.StripeAccountId is null)
            {
                var email = await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleAsync(cancellationToken);
                account.StripeAccountId = await gateway.CreateAccountAsync(userId, email, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }

            return await gateway.CreateOnboardingLinkAsync(account.StripeAccountId, urls.OnboardingReturn, urls.OnboardingRefresh, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "No onboarding link for seller {SellerId}", userId);
            return new Error(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now. Nothing is lost: try again in a minute.");
        }
    }
}
