using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Http;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Disputes;

public sealed partial class DisputePage
{
    private DisputeView? dispute;
    private EvidenceView? evidence;
    private bool posted;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm(FormName = "evidence")]
    private EvidenceForm? Form { get; set; }

    [Inject]
    private DisputesClient Disputes { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    private bool IsAdmin => Context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal);

    private string List => IsAdmin ? "/admin/disputes" : "/sell/disputes";

    private string Desk => IsAdmin ? $"/admin/orders/{dispute!.OrderNumber}" : $"/sell/sales/{dispute!.OrderNumber}";

    protected override async Task OnInitializedAsync()
    {
        posted = Form is not null;
        Form ??= new EvidenceForm();
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
        var disputeTask = Disputes.GetAsync(Id, Aborted);
        evidence = await Disputes.GetEvidenceAsync(Id, Aborted);
        dispute = await disputeTask;

        // Kept by the marketplace when Stripe could not be reached the last time.
        if (!posted)
        {
            Form.Statement = evidence.Statement;
        }
    }

    private async Task SendAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            await Disputes.SendEvidenceAsync(Id, new EvidenceRequest { Statement = Form!.Statement?.Trim() ?? "" }, Aborted);
            Flash.Say("Sent to the bank", "It decides within two to three months. You get a mail.");
            Context.Response.Redirect($"{List}/{Id}");
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
