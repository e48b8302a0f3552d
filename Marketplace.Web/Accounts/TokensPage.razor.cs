using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Http;
using Marketplace.Web.Design;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Accounts;

public sealed partial class TokensPage
{
    private PageView<TokenView>? tokens;
    private CreatedTokenView? created;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [SupplyParameterFromForm(FormName = "token")]
    private TokenForm? Form { get; set; }

    [Inject]
    private AccountsClient Accounts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Use(Form ?? new TokenForm { Read = true });
        tokens = await Accounts.ListTokensAsync(Aborted);
    }

    private void Use(TokenForm form)
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

        if (!Form!.Read && !Form.Write)
        {
            problem = new(400, "validation_failed", "Choose at least one scope", null, new Dictionary<string, string[]>());
            return;
        }

        try
        {
            created = await Accounts.CreateTokenAsync(Form.ToRequest(), Aborted);
            Context.Response.Headers.CacheControl = "no-store";
            tokens = await Accounts.ListTokensAsync(Aborted);
            Use(new TokenForm { Read = true });
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
