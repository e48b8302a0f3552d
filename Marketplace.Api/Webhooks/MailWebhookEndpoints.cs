using System.Security.Cryptography;
using System.Text;
using Marketplace.Contracts.Notifications;
using Marketplace.Core.Notifications;
using Marketplace.ServiceDefaults.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Webhooks;

/// <summary>Takes the reports of mails that came back, as the mail server forwards them (docs/operations.md). Off while <c>Mail:BounceSecret</c> is not set.</summary>
internal static class MailWebhookEndpoints
{
    private const long LargestReport = 1_000_000;

    public static void MapMailWebhook(this IEndpointRouteBuilder app) =>
        app.MapPost(NotificationRoutes.Bounces, ReceiveAsync).WithTags("Webhooks").AllowAnonymous().DisableAntiforgery()
            .Accepts<string>("message/rfc822").ProducesProblem(401).ProducesProblem(404).WithMetadata(new RequestSizeLimitAttribute(LargestReport))
            .WithSummary("Delivery reports of the mail server (RFC 3464), with Authorization: Bearer and the secret");

    private static async Task<Results<NoContent, NotFound, UnauthorizedHttpResult>> ReceiveAsync(
        HttpRequest request, IConfiguration configuration, RecordBounce record, ILogger<RecordBounce> logger, CancellationToken cancellationToken)
    {
        if (configuration["Mail:BounceSecret"] is not { Length: > 0 } secret)
        {
            return TypedResults.NotFound();
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {secret}")))
        {
            return TypedResults.Unauthorized();
        }

        using var letter = new MemoryStream();
        await request.Body.CopyToAsync(letter, cancellationToken);
        letter.Position = 0;
        foreach (var report in await DeliveryReport.ReadAsync(letter, cancellationToken))
        {
            // Ours read {id}@…; a report of another's mail is answered the same, so that the server does not send it again.
            if (Guid.TryParseExact(report.MessageId.Split('@')[0], "N", out var mailId))
            {
                var recorded = await record.ExecuteAsync(mailId, report.Recipient, report.Reason, cancellationToken);
                logger.LogInformation("A mail came back: {MailId}, {Reason}, {Outcome}", mailId, report.Reason, recorded.IsOk ? "recorded" : "not ours");
            }
        }

        return TypedResults.NoContent();
    }
}
