using System.Diagnostics;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Analytics;

/// <summary>Analytics and customers over HTTP, while the whole product runs.</summary>
internal sealed class AnalyticsEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AnalyticsQuery ByDay = new(null, null, AnalyticsGrouping.Day);
    private RunningMarketplace running = null!;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private SellerProductView product = null!;

    [OneTimeSetUp]
    public async Task StockAsync()
    {
        running = await RunningMarketplace.GetAsync();
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        product = await seller.PublishedProductAsync(admin, ApiPerson.Listing("=Formula \"grid\""));
    }

    [OneTimeTearDown]
    public void Close()
    {
        seller.Dispose();
        admin.Dispose();
    }

    [Test]
    public async Task ASale_IsInTodaysNumbers_WithinFiveSeconds_AndItsBuyerAmongTheCustomers()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var before = await Client(seller).GetAsync(ByDay, None);
        await buyer.BuyAsync(product.Id);
        var watch = Stopwatch.StartNew();
        AnalyticsView now;
        while ((now = await Client(seller).GetAsync(ByDay, None)).Sales.Units == before.Sales.Units && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(100);
        }

        TestContext.Progress.WriteLine($"The sale is in the numbers after {watch.ElapsedMilliseconds} ms.");
        Assert.That((now.Sales.Units - before.Sales.Units, now.Sales.Revenue.Amount - before.Sales.Revenue.Amount, now.Sales.Earned.Amount - before.Sales.Earned.Amount), Is.EqualTo((1L, 19_99L, 17_11L)));
        Assert.That(now.Rows, Has.Count.EqualTo(30));
        Assert.That(now.Rows[^1].Sales!.Units, Is.EqualTo(now.Sales.Units), "today");
        var balance = await seller.Selling.GetBalanceAsync(None);
        Assert.That((now.Sales.Revenue, now.Sales.Refunded), Is.EqualTo((balance.GrossTotal, balance.RefundedTotal)));
        var customers = await Client(seller).ListCustomersAsync(buyer.Email[..12].ToUpperInvariant(), null, None);
        Assert.That(customers.Items.Select(customer => (customer.Email, customer.Name, customer.Purchases, customer.Spent.Amount)), Is.EqualTo(new[] { (buyer.Email, "Test Person", 1L, 19_99L) }));
        Assert.That((await Client(seller).ListCustomersAsync("%", null, None)).Items, Is.Empty, "a wildcard is a letter like others");
    }

    [Test]
    public async Task AProductPage_ThatABrowserOpens_IsAView_AndARobotsIsNot()
    {
        using var browser = new HttpClient { BaseAddress = running.Web };
        browser.DefaultRequestHeaders.Add("User-Agent", ViewRulesTests.Browser);
        var path = $"/products/{product.Slug}";
        using var referred = new HttpRequestMessage(HttpMethod.Get, $"{path}?utm_source=News&utm_medium=email&utm_campaign=Spring") { Headers = { Referrer = new Uri("https://dev.to/secret?who=me") } };
        (await browser.SendAsync(referred)).EnsureSuccessStatusCode();
        (await browser.GetAsync(path)).EnsureSuccessStatusCode();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Sec-Purpose", "prefetch" } } };
        (await browser.SendAsync(ahead)).EnsureSuccessStatusCode();
        using var robot = new HttpClient { BaseAddress = running.Web };
        robot.DefaultRequestHeaders.Add("User-Agent", "Googlebot/2.1");
        (await robot.GetAsync(path)).EnsureSuccessStatusCode();
        using var shown = new HttpRequestMessage(HttpMethod.Post, $"/views/{product.Id}") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        (await browser.SendAsync(shown)).EnsureSuccessStatusCode();
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"/views/{product.Id}") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        (await browser.SendAsync(forged)).EnsureSuccessStatusCode();

        var traffic = await UntilAsync(view => view.Traffic.Views >= 3);
        await Task.Delay(TimeSpan.FromSeconds(4));
        traffic = await Client(seller).GetAsync(ByDay, None);
        Assert.That((traffic.Traffic.Views, traffic.Traffic.Visitors), Is.EqualTo((3L, 1L)), "two opened, one fetched ahead and then shown; one visitor");
        var referrers = await Client(seller).GetAsync(new(null, null, AnalyticsGrouping.Referrer), None);
        Assert.That(referrers.Rows.Select(row => (row.Key, row.Traffic!.Views)), Is.EquivalentTo(new[] { ("dev.to", 1L), ("", 1L), ("(marketplace)", 1L) }));
        var campaigns = await Client(seller).GetAsync(new(null, null, AnalyticsGrouping.Campaign), None);
        Assert.That(campaigns.Rows.Select(row => row.Key), Is.EqualTo(new[] { "news / email / spring" }));
        Assert.That(await ApiPerson.InDatabaseAsync(db => db.Database.SqlQuery<int>(
            $"""
            select count(*)::int as "Value" from analytics.daily_sources as source where to_jsonb(source)::text like '%127.0.0.1%' or to_jsonb(source)::text ilike '%mozilla%' or to_jsonb(source)::text like '%secret%'
            """).SingleAsync()), Is.Zero, "nobody's address, browser or path");
    }

    [Test]
    public async Task ACartAdd_IsCounted()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var before = (await Client(seller).GetAsync(ByDay, None)).Traffic.CartAdds;
        await buyer.FillCartAsync([product.Id]);
        await buyer.FillCartAsync([product.Id]);
        await UntilAsync(view => view.Traffic.CartAdds > before);
        Assert.That((await Client(seller).GetAsync(new(null, null, AnalyticsGrouping.Product, product.Id), None)).Rows.Select(row => row.Key), Is.EqualTo(new[] { product.Id.ToString() }));
    }

    [Test]
    public async Task WhatCannotBeShown_IsRefused_AndAStrangersProductIsNotFound()
    {
        await Refusal.OfAsync(Client(seller).GetAsync(new(new(2026, 3, 2), new(2026, 3, 1), AnalyticsGrouping.Day), None), 400, "validation_failed");
        await Refusal.OfAsync(Client(seller).GetAsync(new(new(2020, 3, 2), new(2026, 3, 1), AnalyticsGrouping.Day), None), 400, "validation_failed");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var locked = await Refusal.OfAsync(Client(seller).GetAsync(new(today.AddDays(-60), today, AnalyticsGrouping.Day), None), 403, "plan_required");
        Assert.That(locked.RequiredPlan, Is.EqualTo("pro"));
        await Refusal.OfAsync(Client(seller).OpenCsvAsync(new(today.AddDays(-60), today, AnalyticsGrouping.Detail), None), 403, "plan_required");
        await Refusal.OfAsync(Client(seller).GetAsync(ByDay with { By = AnalyticsGrouping.Detail }, None), 400, "validation_failed");
        await Refusal.OfAsync(Client(seller).ListCustomersAsync(null, "nonsense", None), 400, "validation_failed");
        await Refusal.OfAsync(Client(seller).ListCustomersAsync(new string('x', 101), null, None), 400, "validation_failed");
        Assert.That((await Client(seller).ListCustomersAsync("\0'; drop table analytics.customers; --", null, None)).Items, Is.Empty);
        using var bad = await seller.Http.GetAsync($"{AnalyticsRoutes.Analytics}?from=yesterday");
        Assert.That((int)bad.StatusCode, Is.EqualTo(400));
        using var stranger = await ApiPerson.SellerAsync();
        await Refusal.OfAsync(Client(stranger).GetAsync(ByDay with { Product = product.Id }, None), 404, "not_found");
        var theirs = await Client(stranger).GetAsync(ByDay, None);
        Assert.That((theirs.Traffic.Views, theirs.Sales.Units), Is.EqualTo((0L, 0L)));
        using var guest = await ApiPerson.GuestAsync();
        Assert.That((int)(await guest.Http.GetAsync(AnalyticsRoutes.Analytics)).StatusCode, Is.EqualTo(401));
        Assert.That((int)(await guest.Http.GetAsync(AnalyticsRoutes.Customers)).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Files_HaveAllOfIt_AndNoFormula()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var before = (await Client(seller).GetAsync(ByDay, None)).Sales.Units;
        await buyer.BuyAsync(product.Id);
        await UntilAsync(view => view.Sales.Units > before);
        foreach (var by in Enum.GetValues<AnalyticsGrouping>())
        {
            using var answer = await Client(seller).OpenCsvAsync(ByDay with { By = by }, None);
            var rows = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/csv"));
            Assert.That(rows.Select(row => row.Split(',').Length).Distinct().Count(), Is.EqualTo(1), $"by {by}: as many fields as heads");
            Assert.That(rows.Where(row => row.Contains(",=Formula", StringComparison.Ordinal) || row.StartsWith('=')), Is.Empty);
        }

        using var products = await Client(seller).OpenCsvAsync(ByDay with { By = AnalyticsGrouping.Product }, None);
        Assert.That(await products.Content.ReadAsStringAsync(), Does.Contain("\"'=Formula \"\"grid\"\"\""));
        for (var watch = Stopwatch.StartNew(); (await Client(seller).ListCustomersAsync(buyer.Email, null, None)).Items.Count == 0 && watch.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(100))
        {
        }

        using var customers = await Client(seller).OpenCustomersCsvAsync(buyer.Email, None);
        Assert.That(await customers.Content.ReadAsStringAsync(), Does.Contain($"Test Person,{buyer.Email},,1,1,USD,19.99,0.00,"));
    }

    [Test]
    public async Task TheListOfProducts_SaysWhatToDoNext()
    {
        await seller.Selling.CreateProductAsync(ApiPerson.Listing("A draft"), None);
        var steps = (await seller.Selling.ListProductsAsync(null, None)).Items.ToDictionary(item => item.Title, item => item.NextStep);
        Assert.That(steps["A draft"], Is.EqualTo(new NextStepView("Add at least one image and 1 more", Waits: false)));
        Assert.That(steps[product.Title], Is.Null);
    }

    private async Task<AnalyticsView> UntilAsync(Func<AnalyticsView, bool> isThere)
    {
        var view = await Client(seller).GetAsync(ByDay, None);
        for (var watch = Stopwatch.StartNew(); !isThere(view) && watch.Elapsed < TimeSpan.FromSeconds(15); view = await Client(seller).GetAsync(ByDay, None))
        {
            await Task.Delay(200);
        }

        Assert.That(isThere(view), $"{view.Traffic} {view.Sales}");
        return view;
    }

    private static AnalyticsClient Client(ApiPerson person) => new(person.Http);
}
