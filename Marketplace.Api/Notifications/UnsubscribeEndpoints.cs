using Marketplace.Api.Hosting;
using Marketplace.Contracts.Notifications;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Notifications;

/// <summary>For whoever holds a letter of ours; the secret in its link is all they need. Looking changes nothing: mail scanners follow every link.</summary>
internal static class UnsubscribeEndpoints
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup($"{NotificationRoutes.Unsubscribe}/{{token}}").WithTags("Me").AllowAnonymous().ProducesProblem(404);
        letters.MapGet("", GetAsync).WithMetadata(new CountedReads()).WithSummary("Which kind of mail a letter's unsubscribe link ends");
        letters.MapPost("", SwitchAsync).WithSummary("Switch mails of this kind off, or on again");
    }

    private static async Task<Results<Ok<UnsubscribeView>, ProblemHttpResult>> GetAsync(string token, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var mail = await db.Mails.Where(mail => mail.UnsubscribeToken == token)
            .Select(mail => new { mail.Kind, mail.To, IsOff = db.MailSwitches.Any(off => off.UserId == mail.UserId && off.Kind == mail.Kind) })
            .SingleOrDefaultAsync(cancellationToken);
        return mail is null ? Error.NotFound("letter").ToProblem() : TypedResults.Ok(new UnsubscribeView(mail.Kind.ToView(), mail.IsOff, Shortened(mail.To)));
    }

    private static async Task<Results<Ok<UnsubscribeView>, ProblemHttpResult>> SwitchAsync(
        string token, UnsubscribeRequest request, ChooseMails choose, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var chosen = await choose.ByLetterAsync(token, request.Off, cancellationToken);
        return chosen.IsOk ? await GetAsync(token, db, cancellationToken) : chosen.Error.ToProblem();
    }

    /// <summary>Forwarded letters show their link to others, who need not learn the whole address.</summary>
    private static string Shortened(string address) => $"{address[..1]}…{address[Math.Max(1, address.LastIndexOf('@'))..]}";
}
