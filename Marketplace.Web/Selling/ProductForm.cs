using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Selling;

namespace Marketplace.Web.Selling;

/// <summary>The product editor's fields as text.</summary>
public sealed class ProductForm
{
    [Required(ErrorMessage = "A listing needs a title."), StringLength(80, MinimumLength = 4, ErrorMessage = "Use 4 to 80 characters.")]
    public string Title { get; set; } = "";

    [StringLength(180, ErrorMessage = "Use at most 180 characters.")]
    public string? Summary { get; set; }

    [StringLength(20_000, ErrorMessage = "Use at most 20,000 characters.")]
    public string? Description { get; set; }

    [Required(ErrorMessage = "Choose a category.")]
    public string Category { get; set; } = "";

    public string? Tags { get; set; }

    public string? Stack { get; set; }

    public string? Price { get; set; }

    public string? ExtendedPrice { get; set; }

    [StringLength(300, ErrorMessage = "Use at most 300 characters.")]
    public string? DemoUrl { get; set; }

    [StringLength(300, ErrorMessage = "Use at most 300 characters.")]
    public string? DocsUrl { get; set; }

    public uint? Revision { get; set; }

    public static ProductForm From(SellerProductView product) => new()
    {
        Title = product.Title,
        Summary = product.Summary,
        Description = product.Description,
        Category = product.Category,
        Tags = string.Join(", ", product.Tags),
        Stack = string.Join(", ", product.Stack),
        Price = PriceText.Format(product.Price),
        ExtendedPrice = PriceText.Format(product.ExtendedPrice),
        DemoUrl = product.DemoUrl,
        DocsUrl = product.DocsUrl,
        Revision = product.Revision,
    };

    /// <summary>The request, or the messages of fields that are no prices.</summary>
    public (ProductRequest? Request, IReadOnlyDictionary<string, string> Errors) ToRequest()
    {
        var errors = new Dictionary<string, string>();
        if (!PriceText.TryParse(Price, out var price, out var priceError))
        {
            errors[nameof(Price)] = priceError;
        }

        if (!PriceText.TryParse(ExtendedPrice, out var extendedPrice, out var extendedError))
        {
            errors[nameof(ExtendedPrice)] = extendedError;
        }

        return errors.Count > 0
            ? (null, errors)
            : (new ProductRequest
            {
                Title = Title.Trim(),
                Summary = Summary?.Trim() ?? "",
                Description = Description ?? "",
                Category = Category,
                Tags = Words(Tags),
                Stack = Words(Stack),
                Price = price,
                ExtendedPrice = extendedPrice,
                DemoUrl = NullIfEmpty(DemoUrl),
                DocsUrl = NullIfEmpty(DocsUrl),
                Revision = Revision,
            }, errors);
    }

    private static List<string> Words(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
