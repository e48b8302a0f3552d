using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Http;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Marketplace.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Accounts;

/// <summary>A page with the profile's form: the account's, and the shop's.</summary>
public abstract class ProfileFormPage : ShopPage
{
    private ValidationMessageStore? messages;

    [SupplyParameterFromForm(FormName = "profile")]
    protected ProfileForm? Form { get; set; }

    protected EditContext? EditContext { get; private set; }

    protected ApiProblemException? Problem { get; private set; }

    protected MeView? Me { get; private set; }

    /// <summary>Where a saved form leads.</summary>
    protected abstract string Path { get; }

    [Inject]
    private AccountsClient Accounts { get; set; } = null!;

    [Inject]
    private CurrentPerson Person { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Form is not null)
        {
            Use(Form);
        }

        Me = await Person.GetAsync();
        if (Form is null && Me is not null)
        {
            Use(ProfileForm.From(Me));
        }
    }

    protected async Task SaveAsync()
    {
        if (!EditContext!.Validate())
        {
            return;
        }

        try
        {
            Person.Set(await Accounts.UpdateMeAsync(Form!.ToRequest(), Aborted));
            Flash.Say("Saved");
            Context.Response.Redirect(Path);
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            Problem = FormProblems.Show(refused, EditContext, messages!);
        }
    }

    private void Use(ProfileForm form)
    {
        Form = form;
        EditContext = new EditContext(form);
        EditContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(EditContext);
    }
}
