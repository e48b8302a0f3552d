using Marketplace.Contracts.Http;
using Marketplace.Contracts.Webhooks;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Webhooks;

public sealed partial class WebhookPage
{
    private WebhookView? webhook;
    private PageView<DeliveryView>? deliveries;
    private IReadOnlyList<WebhookEventView> kinds = [];
    private string? secret;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    private string? Cursor { get; set; }

    /// <summary><c>succeeded</c>, <c>failed</c> or <c>pending</c>; all otherwise.</summary>
    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromForm(FormName = "webhook")]
    private WebhookForm? Form { get; set; }

    [Inject]
    private WebhooksClient Webhooks { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private string Path => WebhookPaths.Of(Id);

    private string Host => Uri.TryCreate(webhook?.Url, UriKind.Absolute, out var address) ? address.Authority : "Webhook";

    private DeliveryStatus? Filter => Status switch
    {
        "succeeded" => DeliveryStatus.Succeeded,
        "failed" => DeliveryStatus.Failed,
        "pending" => DeliveryStatus.Pending,
        _ => null,
    };

    private (string Title, string Text)? StateWords => webhook?.Status switch
    {
        WebhookStatus.Off => ("You have switched it off", "Nothing is sent to it, and what happens in the meantime is not sent later."),
        WebhookStatus.Failing => ("Switched off: nothing arrived for three days", "The log has our requests and your server's answers. When it works again, enable the webhook and send again what you need."),
        WebhookStatus.Gone => ("Switched off: your server answered 410", "That says it wants no more events. Enable the webhook if that was a mistake."),
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        webhook = await Webhooks.GetAsync(Id, Aborted);
        kinds = await Webhooks.ListEventsAsync(Aborted);
        deliveries = await Webhooks.ListDeliveriesAsync(Id, Filter, Cursor, null, Aborted);
        Form ??= WebhookForm.Of(webhook);
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
    }

    private async Task SaveAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            await Webhooks.UpdateAsync(Id, Form!.ToRequest(), Aborted);
            Flash.Say("Saved", "From now on it is told of what you chose.");
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
            return;
        }

        Navigation.NavigateTo(Path);
    }

    /// <summary>The secret is in this answer only, so there is no redirect after this post.</summary>
    private async Task RotateAsync()
    {
        var made = await Webhooks.RotateAsync(Id, Aborted);
        (secret, webhook) = (made.Secret, made.Webhook);
        Context.Response.Headers.CacheControl = "no-store";
    }
}
