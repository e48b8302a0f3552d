using Marketplace.Contracts.Payments;
using Marketplace.Core.Catalog;
using Marketplace.Core.Ledger;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;
using Product = Marketplace.Core.Catalog.Product;

namespace Marketplace.Tests.Resilience;

/// <summary>Sellers with products, and an admin. Buyers pay on Stripe's page; whether they return to the shop is up to them.</summary>
internal sealed class Shop : IDisposable
{
    private const int SellerCount = 6;
    private const int ProductsPerSeller = 6;

    // Whole and odd amounts, so that fees and shares round.
    private static readonly long[] Prices = [9_99, 19_99, 4_50, 49_00, 7_77, 129_95];

    private readonly HttpClient browser = new(new PatientClient(new SocketsHttpHandler { AllowAutoRedirect = false })) { Timeout = Timeout.InfiniteTimeSpan };

    private Shop(RunningMarketplace market, ApiPerson admin, long openingCents)
    {
        (Market, Admin, OpeningCents) = (market, admin, openingCents);
        Stripe = new StripeClient(new StripeClientOptions { ApiKey = "sk_test_sandbox", ApiBase = market.Stripe.ToString().TrimEnd('/') });
    }

    public RunningMarketplace Market { get; }

    public ApiPerson Admin { get; }

    public List<ApiPerson> Sellers { get; } = [];

    public List<Product> Products { get; } = [];

    /// <summary>A plain client of Stripe's, to compare the books with.</summary>
    public IStripeClient Stripe { get; }

    /// <summary>What the books put on the platform's Stripe balance before the first sale: the made-up history of the demo, which Stripe does not know.</summary>
    public long OpeningCents { get; }

    public static async Task<Shop> OpenAsync(RunningMarketplace market)
    {
        var shop = new Shop(market, (await ApiPerson.AdminAsync(market)).At(market.Api, PatientClient.New()), await PlatformCentsAsync(market));
        for (var i = 0; i < SellerCount; i++)
        {
            using var seller = await ApiPerson.BuyerAsync(market);
            await seller.OnboardAsync();
            shop.Sellers.Add(seller.At(market.Api, PatientClient.New()));
            shop.Products.AddRange(await StockAsync(market, seller.Id));
        }

        return shop;
    }

    /// <summary>What the books say is on the platform's Stripe balance.</summary>
    public static async Task<long> PlatformCentsAsync(RunningMarketplace market)
    {
        var sums = await ApiPerson.InDatabaseAsync(
            db => db.Postings.GroupBy(posting => posting.Account).Select(group => new { group.Key, Cents = group.Sum(posting => posting.AmountCents) }).ToDictionaryAsync(row => row.Key, row => row.Cents), market);
        long Total(string account) => sums.GetValueOrDefault(account) * LedgerAccounts.Direction(account);
        return Total(LedgerAccounts.StripeClearing) - Total(LedgerAccounts.StripeFees) - Total(LedgerAccounts.Connected) - Total(LedgerAccounts.PaidOut);
    }

    /// <summary>Somebody who does not give up while the Api is gone.</summary>
    public async Task<ApiPerson> BuyerAsync()
    {
        using var buyer = await ApiPerson.BuyerAsync(Market);
        return buyer.At(Market.Api, PatientClient.New());
    }

    /// <summary>Fills in the payment page; the page sends the buyer back to the shop.</summary>
    public async Task PayAsync(CheckoutView checkout)
    {
        using var paid = await browser.PostAsync(checkout.CheckoutUrl, SandboxForms.Card("4242424242424242"));
        Assert.That((int)paid.StatusCode, Is.InRange(300, 399), await paid.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        browser.Dispose();
        Admin.Dispose();
        Sellers.ForEach(seller => seller.Dispose());
    }

    private static Task<List<Product>> StockAsync(RunningMarketplace market, Guid sellerId) => ApiPerson.InDatabaseAsync(async db =>
    {
        var category = await db.Categories.Select(category => category.Slug).FirstAsync();
        var now = TimeProvider.System.GetUtcNow();
        var products = Enumerable.Range(0, ProductsPerSeller).Select(i =>
        {
            var id = Guid.CreateVersion7(now);
            return new Product
            {
                Id = id,
                SellerId = sellerId,
                Slug = $"product-{id:N}",
                Title = $"Product {i}",
                CategorySlug = category,
                PriceCents = Prices[i],
                State = ProductState.Published,
                PublishedAt = now,
                CreatedAt = now,
                UpdatedAt = now,
            };
        }).ToList();
        db.Products.AddRange(products);
        await db.SaveChangesAsync();
        return products;
    }, market);
}
