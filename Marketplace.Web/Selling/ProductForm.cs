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

    [StringLength(100, ErrorMessage = "Use at most 100 characters.")]
    public string? Slug { get; set; }

    public uint? Revision { get; set; }

    /// <summary>"preview" shows the description as buyers will see it and saves nothing; anything else saves.</summary>
    public string? Action { get; set; }

    /// <summary>After a conflict: the fields for which the seller takes the stored text, by name with the value "theirs".</summary>
    public Dictionary<string, string>? Choices { get; set; }

    /// <summary>The fields that can differ, with their labels, in the order of the page.</summary>
    private static readonly (string Name, string Label, Func<ProductForm, string?> Get, Action<ProductForm, string?> Set)[] Fields =
    [
        (nameof(Title), "Title", form => form.Title, (form, text) => form.Title = text ?? ""),
        (nameof(Summary), "Summary", form => form.Summary, (form, text) => form.Summary = text),
        (nameof(Category), "Category", form => form.Category, (form, text) => form.Category = text ?? ""),
        (nameof(Description), "Description", form => form.Description, (form, text) => form.Description = text),
        (nameof(Stack), "Built with", form => form.Stack, (form, text) => form.Stack = text),
        (nameof(Tags), "Tags", form => form.Tags, (form, text) => form.Tags = text),
        (nameof(Price), "Standard licence", form => form.Price, (form, text) => form.Price = text),
        (nameof(ExtendedPrice), "Extended licence", form => form.ExtendedPrice, (form, text) => form.ExtendedPrice = text),
        (nameof(DemoUrl), "Live demo", form => form.DemoUrl, (form, text) => form.DemoUrl = text),
        (nameof(DocsUrl), "Documentation", form => form.DocsUrl, (form, text) => form.DocsUrl = text),
    ];

    /// <summary>What waits for approval stands in the form as wanted, so that mending a typo does not take it back.</summary>
    public static ProductForm From(SellerProductView product) => product.Change is { RefusedReason: null } change
        ? Wanted(FromLive(product), change)
        : FromLive(product);

    /// <summary>The fields as a form post names them.</summary>
    public static ProductForm Read(IFormCollection fields)
    {
        var form = new ProductForm { Slug = fields["Form.Slug"], Revision = uint.TryParse(fields["Form.Revision"], out var revision) ? revision : null };
        foreach (var field in Fields)
        {
            field.Set(form, fields[$"Form.{field.Name}"]);
        }

        return form;
    }

    public IReadOnlyList<FieldConflict> ConflictsWith(ProductForm stored) =>
    [
        .. Fields.Where(field => Plain(field.Get(this)) != Plain(field.Get(stored)))
            .Select(field => new FieldConflict(field.Name, field.Label, field.Get(this) ?? "", field.Get(stored) ?? "")),
    ];

    /// <summary>Takes the stored text where the seller chose it.</summary>
    public void Take(ProductForm stored)
    {
        foreach (var field in Fields.Where(field => Choices?.GetValueOrDefault(field.Name) == "theirs"))
        {
            field.Set(this, field.Get(stored));
        }

        Choices = null;
    }

    private static ProductForm FromLive(SellerProductView product) => new()
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

    private static ProductForm Wanted(ProductForm form, ListingChangeView change)
    {
        (form.Price, form.ExtendedPrice, form.Category) = (PriceText.Format(change.Price), PriceText.Format(change.ExtendedPrice), change.Category);
        return form;
    }

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
                Description = Description?.Replace("\r\n", "\n", StringComparison.Ordinal) ?? "",
                Category = Category,
                Tags = Words(Tags),
                Stack = Words(Stack),
                Price = price,
                ExtendedPrice = extendedPrice,
                DemoUrl = NullIfEmpty(DemoUrl),
                DocsUrl = NullIfEmpty(DocsUrl),
                Slug = NullIfEmpty(Slug),
                Revision = Revision,
            }, errors);
    }

    private static List<string> Words(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A form post turns line ends into CRLF.</summary>
    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A field that is one thing in the form and another in the store.</summary>
public sealed record FieldConflict(string Name, string Label, string Mine, string Theirs);
