using Marketplace.Contracts.Http;
using Marketplace.Contracts.Webhooks;
using Marketplace.Web.Design;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Webhooks;

public sealed partial class WebhooksPage
{
    private PageView<WebhookView>? page;
    private IReadOnlyList<WebhookEventView> kinds = [];
    private WebhookSecretView? created;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [SupplyParameterFromForm(FormName = "webhook")]
    private WebhookForm? Form { get; set; }

    [Inject]
    private WebhooksClient Webhooks { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Use(Form ?? new());
        kinds = await Webhooks.ListEventsAsync(Aborted);
        page = await Webhooks.ListAsync(Aborted);
    }

    private void Use(WebhookForm form)
    {
        Form = form;
        editContext = new EditContext(form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
    }

    /// <summary>The secret is in this answer only, so there is no redirect after this post.</summary>
    private async Task CreateAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            created = await Webhooks.CreateAsync(Form!.ToRequest(), Aborted);
            Context.Response.Headers.CacheControl = "no-store";
            page = await Webhooks.ListAsync(Aborted);
            Use(new());
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
