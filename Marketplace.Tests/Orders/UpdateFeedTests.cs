using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Orders;

/// <summary>The update feed and the download API of a purchase, over the running product.</summary>
internal sealed class UpdateFeedTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private RunningMarketplace running = null!;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson buyer = null!;
    private SellerProductView product = null!;
    private OrderView order = null!;

    [SetUp]
    public async Task BuyAsync()
    {
        running = await RunningMarketplace.GetAsync();
        (seller, admin, buyer) = (await ApiPerson.SellerAsync(), await ApiPerson.AdminAsync(), await ApiPerson.BuyerAsync());
        await seller.OnboardAsync();
        product = await seller.PublishedProductAsync(admin, ApiPerson.Listing("Feed <kit> & \"more\""));
        order = await buyer.BuyAsync(product.Id);
    }

    [TearDown]
    public void End()
    {
        seller.Dispose();
        admin.Dispose();
        buyer.Dispose();
    }

    private Guid LineId => order.Lines[0].Id;

    [Test]
    public async Task TheFeeds_SayTheSame_AndFollowTheirFormats()
    {
        var made = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        Assert.That(made.Token, Does.StartWith("mpft_"));
        Assert.That(made.AtomUrl, Is.EqualTo(new Uri(running.Web, $"/feeds/{made.Token}.atom").AbsoluteUri));
        await WriteChangelogsAsync();
        using var http = new HttpClient();

        var atom = XDocument.Parse(await http.GetStringAsync(made.AtomUrl)).Root!;
        Assert.That(atom.Name, Is.EqualTo(Atom + "feed"));
        foreach (var needed in new[] { "id", "title", "updated", "author" })
        {
            Assert.That(atom.Elements(Atom + needed).Count(), Is.EqualTo(1), needed);
        }

        Assert.That(atom.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href")!.Value, Is.EqualTo(made.AtomUrl));
        var entries = atom.Elements(Atom + "entry").ToList();
        Assert.That(entries.Select(entry => entry.Element(Atom + "title")!.Value), Is.EqualTo(new[] { "Feed <kit> & \"more\" 2.0.0 (breaking)", "Feed <kit> & \"more\" 1.1.0 (yanked)", "Feed <kit> & \"more\" 1.0.0" }));
        foreach (var entry in entries)
        {
            Assert.That(entry.Element(Atom + "id")!.Value, Does.StartWith("urn:uuid:"));
            Assert.That(DateTimeOffset.TryParse(entry.Element(Atom + "updated")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
            Assert.That(entry.Element(Atom + "content")!.Attribute("type")!.Value, Is.EqualTo("html"));
        }

        Assert.That(entries[0].Elements(Atom + "category").Select(mark => mark.Attribute("term")!.Value), Is.EqualTo(new[] { "newest", "breaking" }));
        Assert.That(entries[1].Element(Atom + "content")!.Value, Does.Contain("no longer recommends").And.Contain("It &lt;b&gt;breaks&lt;/b&gt;"));

        var json = JsonDocument.Parse(await http.GetStringAsync(made.JsonUrl)).RootElement;
        Assert.That(json.GetProperty("version").GetString(), Is.EqualTo("https://jsonfeed.org/version/1.1"));
        var items = json.GetProperty("items").EnumerateArray().ToList();
        Assert.That(items.Select(item => item.GetProperty("id").GetString()), Is.EqualTo(entries.Select(entry => entry.Element(Atom + "id")!.Value)));
        Assert.That(items.Select(item => item.GetProperty("content_html").GetString()), Is.EqualTo(entries.Select(entry => entry.Element(Atom + "content")!.Value)));
        var flags = items.Select(item => item.GetProperty("_marketplace")).Select(own => (own.GetProperty("version").GetString(), own.GetProperty("breaking").GetBoolean(), own.GetProperty("yanked").GetBoolean(), own.GetProperty("newest").GetBoolean()));
        Assert.That(flags, Is.EqualTo(new[] { ("2.0.0", true, false, true), ("1.1.0", false, true, false), ("1.0.0", false, false, false) }));
    }

    [Test]
    public async Task AnUnchangedFeed_IsAnswered304_ByTagAndByDate()
    {
        var made = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        using var http = new HttpClient();
        foreach (var url in new[] { made.AtomUrl, made.JsonUrl, new Uri(running.Api, $"/feeds/{made.Token}.atom").ToString() })
        {
            using var first = await http.GetAsync(url);
            Assert.That((first.StatusCode, first.Headers.CacheControl!.ToString(), first.Content.Headers.LastModified is not null), Is.EqualTo((HttpStatusCode.OK, "no-cache, private", true)));
            using var byTag = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var unchanged = await http.SendAsync(byTag);
            Assert.That((unchanged.StatusCode, unchanged.Headers.ETag), Is.EqualTo((HttpStatusCode.NotModified, first.Headers.ETag)));
            using var byDate = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfModifiedSince = first.Content.Headers.LastModified } };
            using var also = await http.SendAsync(byDate);

            // A test before may have moved the marketplace's clock: HTTP takes no notice of a date that is still to come.
            var isPast = first.Content.Headers.LastModified <= TimeProvider.System.GetUtcNow();
            Assert.That(also.StatusCode, Is.EqualTo(isPast ? HttpStatusCode.NotModified : HttpStatusCode.OK));
            using var other = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"other\"") } } };
            using var changed = await http.SendAsync(other);
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        using var unknown = await http.GetAsync(new Uri(running.Api, $"/feeds/{made.Token}.rss"));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task ABuildServer_ListsAndDownloads_WithTheTokenInPathOrHeader_AndTheDigestIsRight()
    {
        var made = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        using var guest = await ApiPerson.GuestAsync();
        var updates = await guest.Updates.ListVersionsAsync(made.Token, None);
        Assert.That((updates.Newest, updates.Versions.Single().Version), Is.EqualTo(("1.0.0", "1.0.0")));

        var download = await guest.Updates.GetDownloadAsync(made.Token, null, None);
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(download.Url);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(download.Sha256).And.EqualTo(updates.Versions[0].Sha256));

        guest.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Token);
        Assert.That(JsonDocument.Parse(await guest.Http.GetStringAsync($"{UpdateRoutes.Updates}/versions")).RootElement.GetProperty("newest").GetString(), Is.EqualTo("1.0.0"));
        Assert.That(await guest.Http.GetStringAsync($"{UpdateRoutes.Updates}/download?version=1.0.0"), Does.Contain(download.Sha256));
        await Refusal.OfAsync(guest.Updates.GetDownloadAsync(made.Token, "9.9.9", None), 404, "orders.no_such_version");

        var byWeb = await http.GetByteArrayAsync(new Uri(running.Web, $"/feeds/{made.Token}/download"));
        Assert.That(byWeb, Is.EqualTo(bytes));
        Assert.That((await buyer.Orders.GetOwnedAsync(order.Id, LineId, None)).DownloadsLeft, Is.LessThan(20), "they count as the buyer's own");

        // The token opens this purchase and nothing else of its buyer.
        using var me = await guest.Http.GetAsync("/api/me");
        Assert.That(me.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task AReplacedOrRevokedToken_IsNotFound_AndOnlyItsHashIsKept()
    {
        var first = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        var second = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        Assert.That((await buyer.Orders.GetOwnedAsync(order.Id, LineId, None)).UpdatesSince, Is.Not.Null);
        await AssertStatusAsync(first, HttpStatusCode.NotFound);
        await AssertStatusAsync(second, HttpStatusCode.OK);
        var row = await ApiPerson.InDatabaseAsync(db => db.UpdateTokens.SingleAsync(token => token.OrderLineId == LineId));
        Assert.That(row.TokenHash, Is.EqualTo(SHA256.HashData(Encoding.UTF8.GetBytes(second.Token))));
        var text = await ApiPerson.InDatabaseAsync(db => db.Database.SqlQuery<string>($"select to_jsonb(t)::text as \"Value\" from orders.update_tokens t where order_line_id = {LineId}").SingleAsync());
        Assert.That(text, Does.Not.Contain(second.Token[5..]));

        await buyer.Orders.RevokeUpdateTokenAsync(order.Id, LineId, None);
        await buyer.Orders.RevokeUpdateTokenAsync(order.Id, LineId, None);
        await AssertStatusAsync(second, HttpStatusCode.NotFound);
        Assert.That((await buyer.Orders.GetOwnedAsync(order.Id, LineId, None)).UpdatesSince, Is.Null);
    }

    [Test]
    public async Task ARefund_EndsTheFeed()
    {
        var made = await buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None);
        await admin.Refunds.RefundAsync(order.Id, new() { Reason = "It does not fit." }, Guid.NewGuid().ToString(), None);
        await AssertStatusAsync(made, HttpStatusCode.Gone);
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(guest.Updates.ListVersionsAsync(made.Token, None), 410, "orders.updates_ended");
        await Refusal.OfAsync(guest.Updates.GetDownloadAsync(made.Token, null, None), 410, "orders.updates_ended");
        await Refusal.OfAsync(buyer.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None), 403, "orders.not_downloadable");
    }

    [Test]
    public async Task AStranger_MakesAndEndsNoToken()
    {
        using var stranger = await ApiPerson.BuyerAsync();
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(stranger.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Orders.RevokeUpdateTokenAsync(order.Id, LineId, None), 404, "not_found");
        await Refusal.OfAsync(seller.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None), 404, "not_found");
        await Refusal.OfAsync(guest.Orders.ReplaceUpdateTokenAsync(order.Id, LineId, None), 401, "unauthenticated");
        await Refusal.OfAsync(new GuestOrdersClient(guest.Http).ReplaceUpdateTokenAsync("nonsense", LineId, None), 404, "not_found");
        foreach (var token in new[] { "mpft_nonsense", "x", "mpat_x", "%00" })
        {
            await Refusal.OfAsync(guest.Updates.ListVersionsAsync(token, None), 404, "not_found");
        }

        using var bare = await guest.Http.GetAsync($"{UpdateRoutes.Updates}/versions");
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task AssertStatusAsync(UpdateTokenView made, HttpStatusCode status)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var url in new[] { made.AtomUrl, made.JsonUrl, new Uri(running.Api, $"/feeds/{made.Token}.json").ToString() })
        {
            using var answer = await http.GetAsync(url);
            Assert.That(answer.StatusCode, Is.EqualTo(status), url);
        }
    }

    /// <summary>Two more versions, as the check would leave them: how they get there is other tests' matter.</summary>
    private Task WriteChangelogsAsync() => ApiPerson.InDatabaseAsync(async db =>
    {
        foreach (var (version, days, yank) in new[] { ("1.1.0", 1, "It <b>breaks</b>"), ("2.0.0", 2, null) })
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into packages.versions select (jsonb_populate_record(v, jsonb_build_object(
                    'id', gen_random_uuid(), 'version', {version}, 'changelog_html', '<p>What <em>changed</em></p>', 'ready_at', v.ready_at + make_interval(days => {days}),
                    'yanked_at', case when {yank}::text is null then null else v.ready_at + interval '3 days' end, 'yank_reason', {yank}::text))).*
                from packages.versions v where v.product_id = {product.Id} and v.version = '1.0.0'
                """);
        }

        return true;
    });
}
