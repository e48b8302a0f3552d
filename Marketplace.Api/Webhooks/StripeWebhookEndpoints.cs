using Marketplace.Api.Hosting;
using Marketplace.Contracts.Payments;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Stripe;

namespace Marketplace.Api.Webhooks;

internal static class StripeWebhookEndpoints
{
    private const int LargestBody = 512 * 1024;

    public static void MapStripeWebhook(this IEndpointRouteBuilder app) =>
        app.MapPost(PaymentRoutes.StripeWebhook, ReceiveAsync).AllowAnonymous().WithTags("Webhooks").ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Stripe's events: verified, stored once, handled by a worker");

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request, StripeOptions options, ReceiveProviderEvent receive, ILogger<ReceiveProviderEvent> logger, CancellationToken cancellationToken)
    {
        // Without a secret anybody could tell us that an order is paid: the endpoint does not exist then.
        if (options.WebhookSecret is null)
        {
            return Core.Kernel.Error.NotFound("webhook endpoint").ToProblem();
        }

        var body = await ReadBodyAsync(request, cancellationToken);
        try
        {
            var received = EventUtility.ConstructEvent(body, request.Headers["Stripe-Signature"].ToString(), options.WebhookSecret);
            var objectId = (received.Data.Object as IHasId)?.Id ?? "";
            await receive.ExecuteAsync(received.Id, received.Type, objectId, received.Account, cancellationToken);
            return TypedResults.Ok();
        }
        // A header that is no signature at all makes Stripe.net's reader stumble rather than refuse.
        catch (Exception exception) when (exception is StripeException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            logger.LogWarning("A webhook was refused: {Reason}", exception.Message);
            return new Error(ErrorKind.Invalid, "webhooks.bad_signature", "The signature does not fit this body, or is too old.").ToProblem();
        }
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
        {
            throw new BadHttpRequestException("The event is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
