using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Selling;

public sealed partial class DiscountsPage
{
    private PageView<DiscountView>? page;
    private IReadOnlyList<SellerProductItemView> products = [];
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [SupplyParameterFromQuery]
    private string? Cursor { get; set; }

    [SupplyParameterFromForm(FormName = "discount")]
    private DiscountForm? Form { get; set; }

    [Inject]
    private DiscountsClient Discounts { get; set; } = null!;

    [Inject]
    private SellingClient Selling { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private bool HasLimits => Form is { } form
        && (form.ProductIds.Count > 0 || new[] { form.StartsAt, form.EndsAt, form.MaxRedemptions, form.MaxPerBuyer, form.Minimum }.Any(text => !string.IsNullOrWhiteSpace(text)));

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
        products = (await Selling.ListProductsAsync(null, Aborted)).Items;
        page = await Discounts.ListAsync(Cursor, Aborted);
    }

    private static string Limits(DiscountView code)
    {
        var limits = new List<string>();
        if (code.ProductIds.Count > 0)
        {
            limits.Add(SizeText.Count(code.ProductIds.Count, "product", "products"));
        }

        if (code.Minimum.Amount > 0)
        {
            limits.Add($"from {MoneyText.Format(code.Minimum)}");
        }

        if (code.MaxPerBuyer is { } times)
        {
            limits.Add($"{SizeText.Count(times, "time", "times")} per buyer");
        }

        return limits.Count == 0 ? "all products" : string.Join(", ", limits);
    }

    private async Task CreateAsync()
    {
        if (!editContext!.Validate() || Form!.ToRequest(Refuse) is not { } request)
        {
            editContext.NotifyValidationStateChanged();
            return;
        }

        try
        {
            var made = await Discounts.CreateAsync(request, Aborted);
            Flash.Say($"{made.Code} is ready", $"Buyers type it into their cart: {made.Text}.");
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
            return;
        }

        Navigation.NavigateTo("/sell/discounts");
    }

    private void Refuse(string field, string message) => messages!.Add(editContext!.Field(field), message);
}
