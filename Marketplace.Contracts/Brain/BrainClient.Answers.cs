using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Marketplace.Contracts.Brain;

public sealed partial class BrainClient
{
    public Task<BrainAnswerView> AskAsync(BrainQueryRequest request, CancellationToken cancellationToken) => PostAsync<BrainAnswerView>(AnswerRoutes.Query, request, cancellationToken);

    /// <summary>The answer while it is made. A refusal is an exception before the first event; whoever stops reading ends the work.</summary>
    public async IAsyncEnumerable<AnswerEventView> StreamAsync(BrainQueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, AnswerRoutes.Query) { Content = JsonContent.Create(request, options: Json) };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(AnswerRoutes.EventStream));
        using var answer = await OpenAsync(message, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream, Read).EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } view)
            {
                yield return view;
            }
        }
    }

    public Task<BrainAnswerView> GetAnswerAsync(Guid id, CancellationToken cancellationToken) => GetAsync<BrainAnswerView>(OfAnswer(id), cancellationToken);

    public Task RateAnswerAsync(Guid id, AnswerFeedbackRequest request, CancellationToken cancellationToken) => PutAsync<BrainAnswerView>($"{OfAnswer(id)}/feedback", request, cancellationToken);

    public Task<BrainUsageView> GetUsageAsync(CancellationToken cancellationToken) => GetAsync<BrainUsageView>(AnswerRoutes.Usage, cancellationToken);

    private static string OfAnswer(Guid id) => $"{AnswerRoutes.Answers}/{id}";

    private static AnswerEventView? Read(string type, ReadOnlySpan<byte> data) => type switch
    {
        "sources" => new(Sources: JsonSerializer.Deserialize<AnswerSourcesView>(data, Json)),
        "sentence" => new(Sentence: JsonSerializer.Deserialize<AnswerSentenceView>(data, Json)),
        "done" => new(Done: JsonSerializer.Deserialize<BrainAnswerView>(data, Json)),
        "problem" => new(Problem: JsonSerializer.Deserialize<AnswerProblemView>(data, Json)),
        _ => null,
    };
}
