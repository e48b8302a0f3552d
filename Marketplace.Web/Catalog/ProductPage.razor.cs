using System.Globalization;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Reviews;
using Marketplace.Web.Accounts;
using Marketplace.Web.Analytics;
using Marketplace.Web.Brain;
using Marketplace.Web.Cart;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Catalog;

public sealed partial class ProductPage
{
    private ProductDetailView? product;
    private ReviewsView? reviews;
    private QuestionsView? questions;
    private MyReviewsView? mine;
    private IReadOnlyList<OwnQuestionView> ownQuestions = [];
    private IReadOnlyList<ProductItemView> related = [];
    private IReadOnlyList<VocabularyView> stacks = [];
    private IReadOnlyList<EntrySummaryView> knowledge = [];
    private LicenseName? inCart;
    private string? viewPath;

    [Parameter]
    public string Slug { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? ReviewSort { get; set; }

    [SupplyParameterFromQuery]
    private string? ReviewStars { get; set; }

    [SupplyParameterFromQuery]
    private string? ReviewAnswered { get; set; }

    [SupplyParameterFromQuery]
    private string? ReviewsAfter { get; set; }

    [SupplyParameterFromQuery]
    private string? QuestionsAfter { get; set; }

    [Inject]
    private CatalogClient Catalog { get; set; } = null!;

    [Inject]
    private ReviewsClient Reviews { get; set; } = null!;

    [Inject]
    private QuestionsClient Questions { get; set; } = null!;

    [Inject]
    private CurrentPerson Person { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private ReviewListing Listing => new(
        string.IsNullOrEmpty(ReviewSort) ? null : ReviewSort,
        int.TryParse(ReviewStars, NumberStyles.None, CultureInfo.InvariantCulture, out var stars) ? stars : null,
        ReviewAnswered == "true",
        ReviewsAfter);

    /// <summary>The Api says so by why they may not review it.</summary>
    private bool IsSeller => mine?.Obstacle == "reviews.own_product";

    protected override async Task OnInitializedAsync()
    {
        var reviewsTask = Reviews.ListAsync(Slug, Listing, Aborted);
        var questionsTask = Questions.ListAsync(Slug, QuestionsAfter, Aborted);
        var mineTask = Person.SignedIn ? Reviews.GetMineAsync(Slug, Aborted) : null;
        var ownQuestionsTask = Person.SignedIn ? Questions.ListMineAsync(Slug, Aborted) : null;
        var relatedTask = Catalog.ListRelatedAsync(Slug, Aborted);
        var knowledgeTask = Services.GetRequiredService<Suggestions>().ForProductAsync(Slug, Aborted);
        var cartTask = Services.GetRequiredService<CurrentCart>().GetAsync();
        var stacksTask = Services.GetRequiredService<Vocabulary>().StacksAsync(Catalog, Aborted);
        product = await Catalog.GetProductAsync(Slug, Aborted);
        if (product.Slug != Slug)
        {
            // An address from before: links and search engines learn the present one.
            Context.Response.Redirect($"/products/{product.Slug}{Context.Request.QueryString}", permanent: true);
        }

        await Task.WhenAll(reviewsTask, relatedTask, stacksTask, questionsTask);
        questions = await questionsTask;
        mine = mineTask is null ? null : await mineTask;
        ownQuestions = ownQuestionsTask is null ? [] : await ownQuestionsTask;
        stacks = await stacksTask;
        reviews = await reviewsTask;
        related = [.. (await relatedTask).Take(4)];
        knowledge = await knowledgeTask;
        inCart = await InCartAsync(cartTask, product.Id);
        await CountAsync(product);
    }

    /// <summary>What sellers look at themselves tells them nothing.</summary>
    private async Task CountAsync(ProductDetailView seen)
    {
        if (seen.Slug == Slug && (await PersonAsync())?.Handle != seen.Seller.Handle)
        {
            viewPath = ViewEndpoints.Path(seen.Id);
            Services.GetRequiredService<ViewCounter>().Opened(Context, seen.Id);
        }
    }

    private async Task<Contracts.Accounts.MeView?> PersonAsync()
    {
        try
        {
            return await Services.GetRequiredService<CurrentPerson>().GetAsync();
        }
        catch (ApiProblemException problem) when (problem.Status != StatusCodes.Status401Unauthorized)
        {
            return null;
        }
    }

    /// <summary>A cart that cannot be read must not hide the product.</summary>
    private static async Task<LicenseName?> InCartAsync(Task<Contracts.Cart.CartView?> cart, Guid productId)
    {
        try
        {
            return (await cart)?.Lines.FirstOrDefault(line => line.ProductId == productId)?.License;
        }
        catch (ApiProblemException problem) when (problem.Status != StatusCodes.Status401Unauthorized)
        {
            return null;
        }
    }
}
