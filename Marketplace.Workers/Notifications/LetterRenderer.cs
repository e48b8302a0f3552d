using Marketplace.Core.Notifications;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Marketplace.Workers.Notifications;

/// <summary>Makes HTML of a letter by its Razor template, and plain text. Both say the same; there are no pictures and no trackers.</summary>
public sealed class LetterRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> ToHtmlAsync(Letter letter)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterTemplate.Letter)] = letter });
            return (await renderer.RenderComponentAsync<LetterTemplate>(parameters)).ToHtmlString();
        });
    }

    public static string ToText(Letter letter) => $"""
        {letter.Body.ToText()}
        --
        Marketplace. {Why(letter)}
        {(letter.Unsubscribe is { } unsubscribe ? $"No more mails of this kind: {unsubscribe}\n" : "")}Choose your mails: {letter.Settings}

        """;

    public static string Why(Letter letter) => letter.Mail.Kind switch
    {
        NotificationKind.Sales => "You get this mail because you sell here.",
        NotificationKind.Versions => "You get this mail because you own this product.",
        NotificationKind.Reviews => "You get this mail because somebody wrote about your product, or answered you.",
        NotificationKind.Questions => "You get this mail because somebody asked about your product, or answered you.",
        NotificationKind.ReviewInvitations => "You get this mail once for each product you bought.",
        NotificationKind.FollowedSellers => "You get this mail because you follow this seller.",
        NotificationKind.Brain => "You get this mail because somebody answered what you asked the community.",
        NotificationKind.Subscription => "This mail belongs to a plan or a team, and is always sent.",
        NotificationKind.Moderation => "You get this mail because moderation concerns you.",
        NotificationKind.Orders or NotificationKind.Payouts or NotificationKind.Listings or NotificationKind.Webhooks => "This mail belongs to your orders or your shop, and is always sent.",
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter.Mail.Kind, null),
    };
}
