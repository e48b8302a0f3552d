using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Brain;
using Marketplace.Web.Catalog;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Selling;

public sealed partial class ProductEditorPage
{
    private SellerProductView? product;
    private IReadOnlyList<CategoryView> categories = [];
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;
    private IReadOnlyList<FieldConflict> conflicts = [];
    private string? preview;
    private SourcesView? sources;
    private SuggestionsView? suggestions;

    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromForm(FormName = "product")]
    private ProductForm? Form { get; set; }

    [Inject]
    private SellingClient Selling { get; set; } = null!;

    [Inject]
    private BrainClient Brain { get; set; } = null!;

    [Inject]
    private Suggestions Suggestions { get; set; } = null!;

    [Inject]
    private CatalogClient Catalog { get; set; } = null!;

    [Inject]
    private Vocabulary Vocabulary { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    [Inject]
    private PageOrigins Origins { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        // Before anything is awaited: the form's handler needs its context when the post is dispatched.
        var posted = Form;
        if (posted is not null)
        {
            Use(posted);
        }

        Origins.Uploads = true;
        var categoriesTask = Vocabulary.CategoriesAsync(Catalog, Aborted);
        if (Id is { } id)
        {
            var sourcesTask = Brain.GetSourcesAsync(id, Aborted);
            var suggestionsTask = Suggestions.ForListingAsync(id, Aborted);
            product = await Selling.GetProductAsync(id, Aborted);
            sources = await sourcesTask;
            suggestions = await suggestionsTask;
        }

        categories = await categoriesTask;
        if (posted is null)
        {
            Use(product is null ? new ProductForm() : ProductForm.From(product));
        }
    }

    private void Use(ProductForm form)
    {
        Form = form;
        editContext = new EditContext(form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
    }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>Only a draft is saved while somebody types; null for what is submitted or for sale.</summary>
    private string? Autosave => product is { Status: ProductStatus.Draft or ProductStatus.Rejected } ? $"{SellingEndpoints.ProductPath(product.Id)}/autosave" : null;

    private string AddressHint => product switch
    {
        { PublishedAt: null } => $"Now /products/{product.Slug}. Left empty, it follows the title.",
        { SuggestedSlug: { } suggested } => $"Now /products/{product.Slug}; by the title it would be {suggested}. Left empty, it stays. The old one goes on leading here.",
        _ => $"Now /products/{product?.Slug}. Left empty, it stays. The old one goes on leading here.",
    };

    private async Task SaveAsync()
    {
        if (Form!.Action == "preview")
        {
            await PreviewAsync();
            return;
        }

        if (product is not null)
        {
            Form.Take(ProductForm.From(product));
        }

        var (request, errors) = Form.ToRequest();
        var valid = editContext!.Validate();
        foreach (var (field, message) in errors)
        {
            messages!.Add(editContext.Field(field), message);
        }

        if (!valid || request is null)
        {
            problem = new(400, "validation_failed", "Not saved yet", "Please look at the marked fields.", new Dictionary<string, string[]>());
            return;
        }

        try
        {
            var saved = Id is { } id
                ? await Selling.UpdateProductAsync(id, request, Aborted)
                : await Selling.CreateProductAsync(request, Aborted);
            Flash.Say(Id is null ? "Draft saved" : "Saved", Id is null ? "Now add a picture and the package." : saved.Change is { RefusedReason: null } ? "What needs approval waits for it; the rest is changed." : null);
            Context.Response.Redirect(SellingEndpoints.ProductPath(saved.Id));
        }
        catch (ApiProblemException stale) when (stale.Code == "catalog.stale_edit")
        {
            await CompareAsync();
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }

    private async Task PreviewAsync()
    {
        try
        {
            preview = (await Selling.PreviewMarkdownAsync(Form!.Description ?? "", Aborted)).Html;
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = refused;
        }
    }

    /// <summary>Shows what was typed beside what is stored by now; the next save starts from there.</summary>
    private async Task CompareAsync()
    {
        product = await Selling.GetProductAsync(product!.Id, Aborted);
        conflicts = Form!.ConflictsWith(ProductForm.From(product));
        Form.Revision = product.Revision;
        if (conflicts.Count == 0)
        {
            Flash.Say("Saved", "It was stored just so already.");
            Context.Response.Redirect(SellingEndpoints.ProductPath(product.Id));
        }
    }
}
