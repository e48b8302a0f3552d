using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Accounts;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Subscriptions;

public sealed partial class PlanContactPage
{
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;
    private string? email;

    [SupplyParameterFromForm(FormName = "contact")]
    private PlanContactForm? Form { get; set; }

    [Inject]
    private PlanAdminClient Plans { get; set; } = null!;

    [Inject]
    private CurrentPerson Person { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new PlanContactForm();
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
        email = (await Person.GetAsync())?.Email;
    }

    private async Task SendAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            await Plans.ContactAsync(Form!.ToRequest(), Aborted);
            Flash.Say("Sent", "A person reads it and answers by mail.");
            Context.Response.Redirect("/pricing");
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } refused)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
