using System.Text.Json;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Brain;

/// <summary>Judges answers, without a language model, by questions of which is known what answers them, if anything.</summary>
internal static class BrainAnswersCommand
{
    /// <param name="measured">A file for what was found for each question, to fit <see cref="ConfidencePolicy"/> by; null for none.</param>
    public static async Task<int> RunAsync(string folder, string questions, string? measured)
    {
        await using var database = await ScratchDatabase.CreateMigratedAsync();
        await using var services = BrainServices.Provide(database);
        if (!database.IsKept)
        {
            await BrainServices.AddAuthorAsync(services);
            await BrainServices.IngestAsync(services, [.. AnswerSet.Entries(folder, BrainServices.Author)]);
            await BrainServices.RefitAsync(services);
        }

        await database.VacuumAsync();
        await using var log = measured is null ? null : new StreamWriter(measured);
        var score = new AnswerScore();
        var texts = await TextsAsync(services);
        foreach (var question in AnswerSet.Questions(questions))
        {
            await using var scope = services.CreateAsyncScope();
            var answer = await AnswerAsync(scope.ServiceProvider, question.Question);
            if (!score.Add(question, answer, texts))
            {
                Console.WriteLine(FormattableString.Invariant($"  {question.Id} {question.Kind,-13} {answer.State,-8} {answer.Confidence:F3} {answer.Sources.FirstOrDefault()?.Path} for {question.Entry}"));
            }

            if (log is not null)
            {
                await log.WriteLineAsync(await MeasureAsync(scope.ServiceProvider, question));
            }
        }

        Console.WriteLine(score);
        return score.Unverified == 0 ? 0 : 1;
    }

    private static async Task<Dictionary<string, string>> TextsAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().KnowledgeDocuments.ToDictionaryAsync(document => document.Path, document => document.Text);
    }

    private static async Task<KnowledgeAnswer> AnswerAsync(IServiceProvider services, string question)
    {
        // Straight to the answer: nobody's month is counted here.
        var answer = new KnowledgeAnswer { Id = Guid.CreateVersion7(), AskerId = BrainServices.Author, Question = question, CreatedAt = DateTimeOffset.UnixEpoch };
        var asked = new AskedQuestion(new BrainQuestion(BrainServices.Author, question), question, null, null, default);
        await services.GetRequiredService<ComposeAnswer>().ExecuteAsync(asked, answer, _ => ValueTask.CompletedTask, CancellationToken.None);
        return answer;
    }

    private static async Task<string> MeasureAsync(IServiceProvider services, JudgedQuestion question)
    {
        var found = await services.GetRequiredService<IKnowledgeSearch>().FindAsync(
            new() { Text = question.Question, Spaces = [Space.Public], Limit = AnswerPolicy.MaxPassages }, CancellationToken.None);
        return JsonSerializer.Serialize(new
        {
            question,
            confidence = ConfidencePolicy.Of(question.Question, found),
            terms = found.Terms,
            passages = found.Passages.Select(passage => new
            {
                passage.Path,
                passage.Title,
                passage.Heading,
                passage.Score,
                passage.Coverage,
                passage.Cosine,
                above = KnowledgeTokenizer.Terms($"{passage.Title} {passage.Heading}").Distinct(),
                sentences = MarkdownSentences.Of(passage.Text).Select(sentence => KnowledgeTokenizer.Terms(sentence.Text)),
                text = KnowledgeTokenizer.Terms(passage.Text),
            }),
        }, JsonSerializerOptions.Web);
    }
}
