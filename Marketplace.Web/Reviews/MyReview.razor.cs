using Marketplace.Contracts.Http;
using Marketplace.Contracts.Reviews;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Reviews;

/// <summary>The own review of a product: the form to write it, or to change it. Shows nothing to who may not review.</summary>
public sealed partial class MyReview
{
    private static readonly string[] Words = ["poor", "weak", "fair", "good", "excellent"];

    private bool posted;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    [Parameter, EditorRequired]
    public MyReviewsView Mine { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "review")]
    private ReviewForm? Review { get; set; }

    [Inject]
    private ReviewsClient Reviews { get; set; } = null!;

    [Inject]
    private KeptTexts Kept { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private string Here => new Uri(Navigation.Uri).AbsolutePath;

    protected override async Task OnInitializedAsync()
    {
        posted = Review is not null;
        Review ??= Mine.Review is { } own ? ReviewForm.Of(own) : new();
        if (!posted && await Kept.TakeAsync(Here) is { } text)
        {
            // The page had been open for too long.
            (Review.Body, posted) = (text, true);
        }

        editContext = new EditContext(Review);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
    }

    private IEnumerable<string> Messages(string field) => editContext!.GetValidationMessages(editContext.Field(field));

    private async Task SaveAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            if (Mine.Review is { } own)
            {
                await Reviews.EditAsync(own.Id, Review!.ToRequest(), Aborted);
                Flash.Say("Saved", "Your review is changed.");
            }
            else
            {
                await Reviews.AddAsync(Slug, Review!.ToRequest(), Aborted);
                Flash.Say("Thank you", "Your review is public, and the seller is told.");
            }
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
            return;
        }

        Context.Response.Redirect($"{Here}#{ReviewLinks.Own}");
    }
}
