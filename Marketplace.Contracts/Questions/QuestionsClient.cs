using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Questions;

public sealed class QuestionsClient(HttpClient http) : ApiClient(http)
{
    public Task<QuestionsView> ListAsync(string slug, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<QuestionsView>(WithQuery(OfProduct(slug), ("cursor", cursor)), cancellationToken);

    public Task<IReadOnlyList<OwnQuestionView>> ListMineAsync(string slug, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<OwnQuestionView>>($"{OfProduct(slug)}/mine", cancellationToken);

    public Task<OwnQuestionView> AskAsync(string slug, AskRequest request, CancellationToken cancellationToken) =>
        PostAsync<OwnQuestionView>(OfProduct(slug), request, cancellationToken);

    public Task WithdrawAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(Of(id), cancellationToken);

    public Task AnswerAsync(Guid id, AnswerRequest request, CancellationToken cancellationToken) =>
        PutAsync<SellerQuestionView>($"{Of(id)}/answer", request, cancellationToken);

    public Task RemoveAnswerAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{Of(id)}/answer", cancellationToken);

    public Task<SellerQuestionView> PutIntoFaqAsync(Guid id, FaqRequest request, CancellationToken cancellationToken) =>
        PutAsync<SellerQuestionView>($"{Of(id)}/faq", request, cancellationToken);

    public Task TakeOutOfFaqAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{Of(id)}/faq", cancellationToken);

    /// <param name="waiting">Only those that wait for an answer.</param>
    public Task<PageView<SellerQuestionView>> ListOfSellerAsync(bool waiting, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<SellerQuestionView>>(WithQuery(QuestionRoutes.SellerQuestions, ("waiting", waiting ? true : null), ("cursor", cursor)), cancellationToken);

    private static string OfProduct(string slug) => $"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/questions";

    private static string Of(Guid id) => $"{QuestionRoutes.Questions}/{id}";
}
