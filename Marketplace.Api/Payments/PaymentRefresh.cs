using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Payments;

/// <summary>Asks Stripe for the outcome of an order's payment, for a buyer who waits.</summary>
internal sealed class PaymentRefresh(MarketplaceDb db, SettlePayment settle, ILogger<PaymentRefresh> logger)
{
    public async Task ExecuteAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var paymentId = await db.Payments.Where(payment => payment.OrderId == orderId).Select(payment => (Guid?)payment.Id).SingleOrDefaultAsync(cancellationToken);
        try
        {
            if (paymentId is not null)
            {
                await settle.ExecuteAsync(paymentId.Value, cancellationToken);
            }
        }
        catch (PaymentGatewayException exception)
        {
            // The order is shown as we know it; the webhook or the sweeper brings it up to date.
            logger.LogWarning(exception, "Payment {PaymentId} could not be refreshed", paymentId);
        }
    }
}
