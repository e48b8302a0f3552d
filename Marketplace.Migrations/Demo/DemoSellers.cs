using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>
/// Makes the demo sellers sellers, with accounts in the Stripe sandbox that have finished their onboarding: what is bought from them can be paid out.
/// Without a sandbox they sell all the same and are asked to onboard.
/// </summary>
internal sealed class DemoSellers(
    MarketplaceDb db, IPaymentGateway gateway, RefreshSellerAccount refresh, StripeOptions stripe, IHttpClientFactory http, TimeProvider time, ILogger<DemoSellers> logger)
{
    private static readonly Uri Nowhere = new("https://example.com/");

    public async Task EnsureAsync(DemoCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (var seller in catalog.Sellers)
        {
            var account = await db.SellerAccounts.AsTracking().SingleOrDefaultAsync(found => found.UserId == seller.Id, cancellationToken);
            if (account is null)
            {
                account = new SellerAccount { UserId = seller.Id, TermsAcceptedAt = time.GetUtcNow().AddDays(-405) };
                db.SellerAccounts.Add(account);
                await db.SaveChangesAsync(cancellationToken);
            }

            if (!(account.TransfersActive && account.PayoutsEnabled) && stripe.ApiBase is not null && !await TryOnboardAsync(account, seller, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> TryOnboardAsync(SellerAccount account, DemoSeller seller, CancellationToken cancellationToken)
    {
        try
        {
            if (account.StripeAccountId is null)
            {
                account.StripeAccountId = await gateway.CreateAccountAsync(seller.Id, seller.Email, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }

            var link = await gateway.CreateOnboardingLinkAsync(account.StripeAccountId, Nowhere, Nowhere, cancellationToken);
            await FillInAsync(link, seller, cancellationToken);
            await refresh.ExecuteAsync(seller.Id, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is PaymentGatewayException or HttpRequestException)
        {
            logger.LogWarning("The demo sellers stay without payouts: the Stripe sandbox does not answer ({Reason})", exception.Message);
            return false;
        }
    }

    /// <summary>What a seller does in the browser: open the link, send the form. The sandbox takes these bank details only.</summary>
    private async Task FillInAsync(Uri link, DemoSeller seller, CancellationToken cancellationToken)
    {
        using var browser = http.CreateClient(nameof(DemoSellers));
        using var page = await browser.GetAsync(link, cancellationToken);
        page.EnsureSuccessStatusCode();
        var names = seller.Name.Split(' ', 2);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["businessType"] = "individual",
            ["firstName"] = names[0],
            ["lastName"] = names.Length > 1 ? names[1] : "Demo",
            ["country"] = "US",
            ["routingNumber"] = "110000000",
            ["accountNumber"] = "000123456789",
        });
        using var sent = await browser.PostAsync(page.RequestMessage!.RequestUri, form, cancellationToken);

        // A redirect to our return address is the sandbox's yes.
        if ((int)sent.StatusCode >= 400)
        {
            throw new HttpRequestException($"The onboarding form was answered with {(int)sent.StatusCode}.");
        }
    }
}
