using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
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

    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromForm(FormName = "product")]
    private ProductForm? Form { get; set; }

    [Inject]
    private SellingClient Selling { get; set; } = null!;

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
            product = await Selling.GetProductAsync(id, Aborted);
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

    private async Task SaveAsync()
    {
        var (request, errors) = Form!.ToRequest();
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
            Flash.Say(Id is null ? "Draft saved" : "Saved", Id is null ? "Now add a picture and the package." : null);
            Context.Response.Redirect(SellingEndpoints.ProductPath(saved.Id));
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
