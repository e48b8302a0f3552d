using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells people what rests when they have less than before, and of a plan that was switched on for them; admins of who asks for one.</summary>
public sealed class PlanMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) : IOutboxHandler<PlanChanged>, IOutboxHandler<PlanGranted>, IOutboxHandler<PlanAsked>
{
    public async Task HandleAsync(PlanChanged message, CancellationToken cancellationToken)
    {
        if (message.To >= message.From)
        {
            return;
        }

        var unpaid = await db.Subscriptions.AsNoTracking()
            .FirstOrDefaultAsync(subscription => subscription.UserId == message.UserId && subscription.EndedAt == null && subscription.PastDueSince != null, cancellationToken);
        var resting = await RestingAsync(message, cancellationToken);
        if (unpaid is null && resting.Count == 0)
        {
            return;
        }

        var body = new MailBody().Paragraph(unpaid is null
            ? $"You have the {message.To} plan now, and no longer {message.From}. Nothing is lost. This rests until you have a larger plan again:"
            : $"The renewal of your {unpaid.Plan} plan has not been paid, so you have {message.To} for now. Nothing is lost, and a payment brings everything back at once.");
        foreach (var (text, label, link) in resting)
        {
            body.Paragraph(text).Link(label, link);
        }

        body.Link(
            unpaid is null ? "See the plans" : "Pay now", Uri.TryCreate(unpaid?.PayUrl, UriKind.Absolute, out var pay) ? pay : urls.Subscription);
        var key = $"plan-lost:{message.UserId}:{message.From}:{MailDate.Stamp(message.At)}";
        await notifier.TellAsync(
            new(NotificationKind.Subscription, message.UserId, key, unpaid is null ? $"What rests without the {message.From} plan" : $"Your {unpaid.Plan} plan rests until it is paid", body, urls.Subscription), cancellationToken);
    }

    public async Task HandleAsync(PlanGranted message, CancellationToken cancellationToken)
    {
        var grant = await db.PlanGrants.AsNoTracking().SingleAsync(grant => grant.Id == message.GrantId, cancellationToken);
        var until = grant.Until is { } end ? $" until {MailDate.Of(end)}" : "";
        var body = new MailBody()
            .Paragraph($"The marketplace has switched the {grant.Plan} plan on for you{until}. You pay nothing for it here.")
            .Table(PlanRows.Of(grant.Plan))
            .Link("Your plan", urls.Subscription);
        await notifier.TellAsync(new(NotificationKind.Subscription, grant.UserId, $"plan-granted:{grant.Id}", $"You have the {grant.Plan} plan{until}", body, urls.Subscription), cancellationToken);
    }

    public async Task HandleAsync(PlanAsked message, CancellationToken cancellationToken)
    {
        var request = await db.PlanRequests.AsNoTracking().SingleAsync(request => request.Id == message.RequestId, cancellationToken);
        var asker = await db.Users.Where(user => user.Id == request.UserId).Select(user => new { user.DisplayName, user.Email }).SingleAsync(cancellationToken);
        foreach (var adminId in await db.Users.Where(user => user.IsAdmin).Select(user => user.Id).ToListAsync(cancellationToken))
        {
            var body = new MailBody()
                .Paragraph($"{asker.DisplayName} ({asker.Email}) writes for {request.Company}:")
                .Paragraph(request.Message)
                .Table([("Seats", request.Seats.ToString(CultureInfo.InvariantCulture))])
                .Link("Answer and switch it on", urls.AdminPlans);
            await notifier.TellAsync(new(NotificationKind.Moderation, adminId, $"plan-asked:{request.Id}:{adminId}", $"{request.Company} asks about Enterprise", body, urls.AdminPlans), cancellationToken);
        }
    }

    private async Task<List<(string Text, string Label, Uri Link)>> RestingAsync(PlanChanged message, CancellationToken cancellationToken)
    {
        List<(string Text, string Label, Uri Link)> resting = [];
        var limit = PlanTable.LimitOf(message.To, PlanFeature.PublishedProducts);
        var products = await db.Products.CountAsync(product => product.SellerId == message.UserId && product.DeletedAt == null && product.State == ProductState.Published, cancellationToken);
        if (products > limit)
        {
            resting.Add((string.Create(CultureInfo.InvariantCulture, $"{products - limit:N0} of your {products:N0} listings are more than the {message.To} plan has; who has bought them keeps everything."), "Your listings", urls.Products));
        }

        var members = await db.TeamSeats.CountAsync(seat => seat.UserId != null && db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == message.UserId), cancellationToken);
        var over = members - Math.Max(0, PlanTable.LimitOf(message.To, PlanFeature.Seats) - 1);
        if (over > 0)
        {
            resting.Add((string.Create(CultureInfo.InvariantCulture, $"{over:N0} of your team’s {members:N0} members keep their seat, and use what is their own meanwhile."), "Your team", urls.Team));
        }

        if (!PlanTable.Allows(message.To, PlanFeature.TeamSpace) && await db.Entries.AnyAsync(entry => entry.AuthorId == message.UserId && entry.TeamId != null, cancellationToken))
        {
            resting.Add(("What you wrote for your team is kept; you see it, and nobody finds it in answers.", "Your entries", urls.OwnEntries));
        }

        if (PlanTable.Allows(message.From, PlanFeature.CustomProfile) && !PlanTable.Allows(message.To, PlanFeature.CustomProfile)
            && await db.SellerBanners.AnyAsync(banner => banner.SellerId == message.UserId, cancellationToken))
        {
            resting.Add(("Your seller page shows without its banner and colours; they are kept.", "Your page", urls.SellerProfile));
        }

        return resting;
    }
}
