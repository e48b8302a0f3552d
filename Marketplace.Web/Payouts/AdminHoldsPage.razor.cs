using Marketplace.Contracts.Http;
using Marketplace.Contracts.Payouts;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Payouts;

public sealed partial class AdminHoldsPage
{
    private PageView<HoldView>? page;
    private List<HoldView> active = [];
    private List<HoldView> over = [];
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [SupplyParameterFromQuery]
    private string? Cursor { get; set; }

    [SupplyParameterFromForm(FormName = "hold")]
    private HoldForm? Form { get; set; }

    [Inject]
    private HoldsClient Holds { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new HoldForm();
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
        page = await Holds.ListOfAdminAsync(Cursor, Aborted);

        // An appeal waits for a person; the oldest one the longest.
        active = [.. page.Items.Where(hold => hold.IsActive).OrderBy(hold => hold.AppealedAt ?? DateTimeOffset.MaxValue).ThenBy(hold => hold.DeadlineAt)];
        over = [.. page.Items.Where(hold => !hold.IsActive)];
    }

    private async Task PlaceAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            var hold = await Holds.PlaceAsync(Form!.ToRequest(), Aborted);
            Flash.Say("Transfers stopped", $"{hold.SellerName} is told why by mail.");
            Context.Response.Redirect("/admin/holds");
        }
        catch (ApiProblemException refused) when (refused.Status == StatusCodes.Status404NotFound)
        {
            messages!.Add(editContext.Field(nameof(HoldForm.Seller)), "No seller has this handle.");
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
