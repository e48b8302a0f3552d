using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Marketplace.Contracts.Notifications;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Marketplace.Tests.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Notifications;

/// <summary>Notifications, mail choices, unsubscribe links, bounces and followers over the Api of the running product.</summary>
internal sealed class NotificationEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private RunningMarketplace running = null!;
    private MailInbox inbox = null!;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson guest = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        running = await RunningMarketplace.GetAsync();
        inbox = new MailInbox(running.MailInbox);
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        guest = await ApiPerson.GuestAsync();
    }

    [OneTimeTearDown]
    public void Part()
    {
        inbox.Dispose();
        seller.Dispose();
        admin.Dispose();
        guest.Dispose();
    }

    [Test]
    public async Task AFollower_HearsOfANewProductOnce_ByMailAndUnderTheBell_UntilSheStops()
    {
        using var follower = await ApiPerson.BuyerAsync();
        Assert.That((await follower.Catalog.FollowAsync(seller.Handle, None)).Follows, Is.True);
        Assert.That((await follower.Catalog.FollowAsync(seller.Handle, None)).Follows, Is.True, "A second click changes nothing.");
        Assert.That((await guest.Catalog.GetSellerAsync(seller.Handle, None)).Followers, Is.EqualTo(1));

        var title = $"Followed {Guid.NewGuid().ToString("N")[..8]}";
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing(title));
        var mail = await inbox.WaitForAsync(follower.Email, title);
        Assert.That(mail.Text, Does.Contain($"/products/{product.Slug}").And.Contain("No more mails of this kind: "));
        var line = (await NotificationsOf(follower).ListAsync(unread: true, null, None)).Items.Single();
        Assert.That((line.Kind, line.Path, (await follower.Accounts.GetMeAsync(None)).Unread), Is.EqualTo((NotificationKindName.FollowedSellers, $"/products/{product.Slug}", 1)));

        await admin.Admin.SuspendProductAsync(product.Id, new() { Reason = "Suspended and restored by a test." }, None);
        await admin.Admin.RestoreProductAsync(product.Id, None);
        await follower.Catalog.UnfollowAsync(seller.Handle, None);
        var other = $"Unfollowed {Guid.NewGuid().ToString("N")[..8]}";
        await seller.PublishedProductAsync(admin, ApiPerson.Listing(other));
        await inbox.WaitForAsync(seller.Email, $"Published: {other}");
        Assert.That(await inbox.ListAsync(follower.Email), Has.Count.EqualTo(1));
        Assert.That((await follower.Catalog.GetFollowAsync(seller.Handle, None)).Follows, Is.False);
    }

    [Test]
    public async Task Following_NeedsAPersonAndASellerWhoIsSomebodyElse()
    {
        await Refusal.OfAsync(guest.Catalog.FollowAsync(seller.Handle, None), 401, "unauthenticated");
        await Refusal.OfAsync(seller.Catalog.FollowAsync(seller.Handle, None), 400, "accounts.own_shop");
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(buyer.Catalog.FollowAsync("nobody-here", None), 404, "not_found");
        await Refusal.OfAsync(seller.Catalog.FollowAsync(buyer.Handle, None), 404, "not_found");
    }

    [Test]
    public async Task TheLinkInALetter_StopsLettersOfItsKind_OnlyWhenPosted_AndTakesItBack()
    {
        using var follower = await ApiPerson.BuyerAsync();
        await follower.Catalog.FollowAsync(seller.Handle, None);
        var title = $"Letter {Guid.NewGuid().ToString("N")[..8]}";
        await seller.PublishedProductAsync(admin, ApiPerson.Listing(title));
        var link = (await inbox.WaitForAsync(follower.Email, title)).Link("/mail/unsubscribe/");
        var token = link.Segments[^1];

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.That((await http.GetAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await NotificationsOf(guest).GetUnsubscribeAsync(token, None)).Off, Is.False, "Scanners follow links: looking changes nothing.");
        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.That((await http.PostAsync(link, oneClick)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "RFC 8058: no redirect.");
        var view = await NotificationsOf(guest).GetUnsubscribeAsync(token, None);
        Assert.That((view.Kind, view.Off, view.Address), Is.EqualTo((NotificationKindName.FollowedSellers, true, $"{follower.Email[..1]}…@example.org")));

        var silent = $"Silent {Guid.NewGuid().ToString("N")[..8]}";
        await seller.PublishedProductAsync(admin, ApiPerson.Listing(silent));
        await inbox.WaitForAsync(seller.Email, $"Published: {silent}");
        var lines = await NotificationsOf(follower).ListAsync(unread: false, null, None);
        Assert.That((lines.Items.Count, (await inbox.ListAsync(follower.Email)).Count), Is.EqualTo((2, 1)));
        Assert.That((await NotificationsOf(guest).UnsubscribeAsync(token, off: false, None)).Off, Is.False);
        await Refusal.OfAsync(NotificationsOf(guest).UnsubscribeAsync("no-such-token", off: true, None), 404, "not_found");
    }

    [Test]
    public async Task Choices_AreKept_AndNecessaryKindsCannotBeSwitchedOff()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var client = NotificationsOf(buyer);
        var chosen = await client.ChooseMailsAsync(new() { Mailed = [NotificationKindName.Versions] }, None);
        Assert.That(chosen.Kinds.Where(kind => kind.Mailed && kind.Optional).Select(kind => kind.Kind), Is.EqualTo(new[] { NotificationKindName.Versions }));
        Assert.That(chosen.Kinds.Where(kind => !kind.Optional).Select(kind => kind.Mailed), Is.All.True);
        Assert.That((await client.GetMailsAsync(None)).Kinds, Is.EqualTo(chosen.Kinds));
        await Refusal.OfAsync(NotificationsOf(guest).GetMailsAsync(None), 401, "unauthenticated");
    }

    [Test]
    public async Task Reading_MarksTheOwnOnly_AndWhatCameLaterStaysUnread()
    {
        using var mine = await ApiPerson.SellerAsync();
        await mine.PublishedProductAsync(admin);
        var first = await UntilAsync(mine, 1);
        await mine.PublishedProductAsync(admin);
        await UntilAsync(mine, 2);
        await NotificationsOf(seller).ReadAsync(new() { Id = first[0].Id }, None);
        Assert.That((await mine.Accounts.GetMeAsync(None)).Unread, Is.EqualTo(2), "Nobody reads what is another's.");
        await NotificationsOf(mine).ReadAsync(new() { UpTo = first[0].Id }, None);
        Assert.That((await mine.Accounts.GetMeAsync(None)).Unread, Is.EqualTo(1));
        await NotificationsOf(mine).ReadAsync(new(), None);
        Assert.That((await NotificationsOf(mine).ListAsync(unread: true, null, None)).Items, Is.Empty);
    }

    [Test]
    public async Task ABounce_IsRecordedWhenTheReportIsOfOurMail_AndForgottenWhenTheReaderChoosesAgain()
    {
        using var mine = await ApiPerson.SellerAsync();
        var product = await mine.PublishedProductAsync(admin);
        await inbox.WaitForAsync(mine.Email, $"Published: {product.Title}");
        var mailId = await ApiPerson.InDatabaseAsync(db => db.Mails.Where(mail => mail.UserId == mine.Id && mail.Key.StartsWith("approved:")).Select(mail => mail.Id).SingleAsync());

        Assert.That(await ReportAsync(DeliveryReportTests.Text(mailId.ToString("N"), mine.Email), "wrong"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await ReportAsync(DeliveryReportTests.Text(mailId.ToString("N"), "somebody@example.org")), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await NotificationsOf(mine).GetMailsAsync(None)).BouncedAt, Is.Null, "The mail did not go there: the report is not believed.");
        Assert.That(await ReportAsync(DeliveryReportTests.Text(mailId.ToString("N"), mine.Email)), Is.EqualTo(HttpStatusCode.NoContent));
        var bounced = await NotificationsOf(mine).GetMailsAsync(None);
        Assert.That((bounced.BouncedAt is not null, bounced.BounceReason), Is.EqualTo((true, "5.1.1 smtp; 550 5.1.1 User unknown")));
        Assert.That((await NotificationsOf(mine).ChooseMailsAsync(new() { Mailed = [] }, None)).BouncedAt, Is.Null);
    }

    [Test]
    public async Task ABanner_IsReencoded_Replaced_AndTakenAway()
    {
        using var mine = await ApiPerson.SellerAsync();
        await mine.SetPlanAsync(Plan.Pro);
        await SetBannerAsync(mine, 1600, 400);
        var first = (await guest.Catalog.GetSellerAsync(mine.Handle, None)).Banner!;
        Assert.That((first.Width, first.Height), Is.EqualTo((1600, 400)));
        await SetBannerAsync(mine, 1200, 300);
        var second = (await guest.Catalog.GetSellerAsync(mine.Handle, None)).Banner!;
        Assert.That(second.Url, Is.Not.EqualTo(first.Url));
        using var http = new HttpClient();
        Assert.That((await http.GetAsync(second.Url)).Content.Headers.ContentType, Is.EqualTo(new MediaTypeHeaderValue("image/webp")));
        await Refusal.OfAsync(mine.Accounts.SetBannerAsync(new MemoryStream("<svg/>"u8.ToArray()), "banner.svg", None), 400, "catalog.image_unreadable");
        await mine.Accounts.RemoveBannerAsync(None);
        Assert.That((await guest.Catalog.GetSellerAsync(mine.Handle, None)).Banner, Is.Null);
        using var buyer = await ApiPerson.BuyerAsync();
        await buyer.SetPlanAsync(Plan.Pro);
        await Refusal.OfAsync(buyer.Accounts.SetBannerAsync(new MemoryStream(Picture(800, 400)), "banner.png", None), 404, "not_found");
    }

    private static NotificationsClient NotificationsOf(ApiPerson person) => new(person.Http);

    private static byte[] Picture(int width, int height)
    {
        using var picture = NetVips.Image.Black(width, height, bands: 3).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        return picture.PngsaveBuffer();
    }

    private static async Task SetBannerAsync(ApiPerson person, int width, int height)
    {
        using var content = new MemoryStream(Picture(width, height));
        await person.Accounts.SetBannerAsync(content, "banner.png", None);
    }

    private static async Task<IReadOnlyList<NotificationView>> UntilAsync(ApiPerson person, int approved)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            var list = await NotificationsOf(person).ListAsync(unread: true, null, None);
            if (list.Items.Count == approved)
            {
                return list.Items;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"{person.Email} has not {approved} notifications after half a minute.");
    }

    private async Task<HttpStatusCode> ReportAsync(string letter, string secret = "development-only")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(running.Api, NotificationRoutes.Bounces))
        {
            Headers = { Authorization = new("Bearer", secret) },
            Content = new StringContent(letter, Encoding.UTF8, "message/rfc822"),
        };
        using var http = new HttpClient();
        return (await http.SendAsync(request)).StatusCode;
    }
}
