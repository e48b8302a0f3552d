using System.Globalization;
using System.Text.Json;
using Marketplace.Contracts.Catalog;

namespace Marketplace.Web.Catalog;

/// <summary>schema.org Product, for search engines.</summary>
internal static class ProductJsonLd
{
    /// <param name="faq">The FAQ as schema.org describes it; null without one.</param>
    public static string Of(ProductDetailView product, string baseUri, object? faq)
    {
        var url = new Uri(new Uri(baseUri), $"products/{product.Slug}").ToString();
        var data = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Product",
            ["name"] = product.Title,
            ["description"] = product.Summary,
            ["category"] = product.CategoryName,
            ["url"] = url,
            ["image"] = product.Images.Select(image => image.Url).ToArray(),
            ["brand"] = new Dictionary<string, object> { ["@type"] = "Brand", ["name"] = product.Seller.Name },
            ["offers"] = product.Licenses.Select(license => new Dictionary<string, object>
            {
                ["@type"] = "Offer",
                ["name"] = $"{license.Kind} licence",
                ["price"] = (license.Price.Amount / 100m).ToString("0.00", CultureInfo.InvariantCulture),
                ["priceCurrency"] = license.Price.Currency,
                ["availability"] = "https://schema.org/InStock",
                ["url"] = url,
            }).ToArray(),
        };
        if (product.Rating.Count > 0)
        {
            data["aggregateRating"] = new Dictionary<string, object>
            {
                ["@type"] = "AggregateRating",
                ["ratingValue"] = product.Rating.Average,
                ["reviewCount"] = product.Rating.Count,
            };
        }

        return faq is null ? JsonSerializer.Serialize(data) : JsonSerializer.Serialize(new[] { data, faq });
    }
}
