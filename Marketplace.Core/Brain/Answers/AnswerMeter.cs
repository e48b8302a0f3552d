using System.Diagnostics.Metrics;

namespace Marketplace.Core.Brain.Answers;

/// <summary>What answers are like and what they cost: <c>state</c> tells the share that is answered, <c>partial</c> and <c>note</c> why less came than was hoped for.</summary>
public sealed class AnswerMeter : IDisposable
{
    private const decimal MicrosPerDollar = 1_000_000;

    private readonly Meter meter = new("Marketplace.Brain");
    private readonly Counter<long> answers;
    private readonly Counter<long> dropped;
    private readonly Counter<long> tokens;
    private readonly Counter<double> cost;
    private readonly Histogram<double> firstToken;
    private readonly Histogram<double> duration;

    public AnswerMeter()
    {
        answers = meter.CreateCounter<long>("marketplace.brain.answers", description: "Answers, by state, engine and note");
        dropped = meter.CreateCounter<long>("marketplace.brain.answers.dropped", description: "What a model wrote that its sources did not bear out, by kind");
        tokens = meter.CreateCounter<long>("marketplace.brain.tokens", description: "Tokens of language models, by model and kind");
        cost = meter.CreateCounter<double>("marketplace.brain.cost", "USD", "Cost of language models by the configured prices");
        firstToken = meter.CreateHistogram<double>("marketplace.brain.first_token", "s", "From the call of a language model to its first words");
        duration = meter.CreateHistogram<double>("marketplace.brain.answers.duration", "s", "From the question to the stored answer");
    }

    internal void Called(ModelSettings settings, ModelUsage usage, long? costMicros, TimeSpan? first)
    {
        KeyValuePair<string, object?> model = new("model", settings.Model);
        tokens.Add(usage.InputTokens, model, new("kind", "input"));
        tokens.Add(usage.OutputTokens, model, new("kind", "output"));
        tokens.Add(usage.CacheReadTokens, model, new("kind", "cache_read"));
        tokens.Add(usage.CacheWriteTokens, model, new("kind", "cache_write"));
        cost.Add((double)((costMicros ?? 0) / MicrosPerDollar), model);
        if (first is { } waited)
        {
            firstToken.Record(waited.TotalSeconds, model);
        }
    }

    internal void Answered(KnowledgeAnswer answer)
    {
        answers.Add(1, new("state", answer.State.ToString()), new("engine", answer.Engine.ToString()), new("note", answer.Note ?? "none"));
        dropped.Add(answer.DroppedSentences, new KeyValuePair<string, object?>("kind", "sentence"));
        dropped.Add(answer.DroppedCitations, new KeyValuePair<string, object?>("kind", "citation"));
        duration.Record(answer.LatencyMs / 1000.0, new KeyValuePair<string, object?>("engine", answer.Engine.ToString()));
    }

    public void Dispose() => meter.Dispose();
}
