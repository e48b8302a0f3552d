using Marketplace.Core.Data;
using Marketplace.Core.Notifications;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Workers.Notifications;

/// <summary>In Development: what mails look like, by the newest mail of each kind of event and by a sample with every part.</summary>
internal static class MailPreviews
{
    private const int Looked = 500;

    public static void MapMailPreviews(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.MapGet("/mails", ListAsync).AllowAnonymous();
        app.MapGet("/mails/{id:guid}", ShowAsync).AllowAnonymous();
        app.MapGet("/mails/{id:guid}/text", ShowTextAsync).AllowAnonymous();
    }

    private static async Task<ContentHttpResult> ListAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        var newest = await db.Mails.AsNoTracking().OrderByDescending(mail => mail.Id).Take(Looked).Select(mail => new { mail.Id, mail.Key, mail.Subject }).ToListAsync(cancellationToken);
        var rows = newest.DistinctBy(mail => mail.Key.Split(':')[0]).Select(mail => (mail.Id, What: mail.Key.Split(':')[0], mail.Subject)).Prepend((Id: Guid.Empty, What: "sample", Subject: "Every part a mail can have"));
        var items = string.Concat(rows.Select(row => $"<li>{System.Net.WebUtility.HtmlEncode(row.What)}: <a href=\"/mails/{row.Id}\">{System.Net.WebUtility.HtmlEncode(row.Subject)}</a> · <a href=\"/mails/{row.Id}/text\">text</a></li>"));
        return TypedResults.Content($"<!doctype html><html lang=\"en\"><meta name=\"color-scheme\" content=\"light dark\"><title>Mails</title><h1>Mails</h1><ul>{items}</ul></html>", "text/html; charset=utf-8");
    }

    private static async Task<Results<ContentHttpResult, NotFound>> ShowAsync(Guid id, MarketplaceDb db, CheckoutUrls urls, LetterRenderer renderer, CancellationToken cancellationToken) =>
        await LoadAsync(id, db, urls, cancellationToken) is { } letter ? TypedResults.Content(await renderer.ToHtmlAsync(letter), "text/html; charset=utf-8") : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> ShowTextAsync(Guid id, MarketplaceDb db, CheckoutUrls urls, CancellationToken cancellationToken) =>
        await LoadAsync(id, db, urls, cancellationToken) is { } letter ? TypedResults.Content(LetterRenderer.ToText(letter), "text/plain; charset=utf-8") : TypedResults.NotFound();

    private static async Task<Letter?> LoadAsync(Guid id, MarketplaceDb db, CheckoutUrls urls, CancellationToken cancellationToken)
    {
        var mail = id == Guid.Empty ? Sample(urls) : await db.Mails.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id, cancellationToken);
        return mail is null ? null : new Letter(mail, MailBody.Parse(mail.Body), mail.UnsubscribeToken is { } token ? urls.Unsubscribe(token) : null, urls.NotificationSettings);
    }

    private static Mail Sample(CheckoutUrls urls) => new()
    {
        Id = Guid.Empty,
        Key = "sample",
        Kind = NotificationKind.Sales,
        UserId = Guid.Empty,
        To = "reader@example.org",
        Subject = "You sold Invoice Studio, a SaaS starter: $17.11 for you",
        UnsubscribeToken = "sample",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Body = new MailBody()
            .Paragraph("A paragraph says what happened, in one or two sentences.")
            .Table([("A product (Standard licence)", "$19.99"), ("Marketplace fee", "−$2.00"), ("You get", "$17.11")])
            .Link("What to do next", urls.Sales)
            .Paragraph("<script>What people wrote is text</script> & stays text.")
            .ToJson(),
    };
}
