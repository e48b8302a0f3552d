using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Brain.Answers;

/// <summary>What a model's tokens cost, in US dollars for a million.</summary>
public sealed record ModelPrice(decimal Input, decimal Output, decimal CacheRead, decimal CacheWrite)
{
    /// <returns>Millionths of a dollar, rounded up: what a million tokens cost in dollars is what one costs in millionths.</returns>
    public long Micros(ModelUsage usage) => (long)Math.Ceiling(
        (usage.InputTokens * Input) + (usage.OutputTokens * Output) + (usage.CacheReadTokens * CacheRead) + (usage.CacheWriteTokens * CacheWrite));
}

/// <summary>Where a language model is and what may be spent on it.</summary>
public sealed record ModelSettings(AnswerEngine Engine, string ApiKey, Uri? BaseUrl, string Model, long? DailyBudgetMicros, ModelPrice? Price);

/// <summary>
/// <c>Brain:Anthropic:{ApiKey,BaseUrl,Model,DailyBudgetUsd}</c>, or else <c>Brain:OpenAI:…</c> with the same names; <c>Brain:TimeLimitSeconds</c>;
/// prices in <c>Brain:Prices:{model}:{Input,Output,CacheRead,CacheWrite}</c>, their date in <c>Brain:Prices:Version</c>.
/// </summary>
public sealed record AnswerSettings(ModelSettings? Model, TimeSpan TimeLimit, string? PricesVersion)
{
    private const decimal MicrosPerDollar = 1_000_000;

    public static AnswerSettings From(IConfiguration configuration)
    {
        var brain = configuration.GetSection("Brain");
        var seconds = brain.GetValue<int?>("TimeLimitSeconds") ?? AnswerPolicy.DefaultTimeLimitSeconds;
        return new(ModelOf(brain, "Anthropic", AnswerEngine.Claude) ?? ModelOf(brain, "OpenAI", AnswerEngine.OpenAi), TimeSpan.FromSeconds(seconds), brain["Prices:Version"]);
    }

    private static ModelSettings? ModelOf(IConfigurationSection brain, string name, AnswerEngine engine)
    {
        var section = brain.GetSection(name);
        if (section["ApiKey"] is not { Length: > 0 } key)
        {
            return null;
        }

        var model = section["Model"] is { Length: > 0 } set ? set : throw new InvalidOperationException($"Brain:{name}:Model is not set.");
        var budget = section.GetValue<decimal?>("DailyBudgetUsd") is { } dollars ? (long?)(dollars * MicrosPerDollar) : null;
        var price = brain.GetSection($"Prices:{model}") is { } table && table.Exists() ? table.Get<ModelPrice>() : null;
        if (budget is not null && price is null)
        {
            throw new InvalidOperationException($"Brain:{name}:DailyBudgetUsd cannot be kept: Brain:Prices:{model} is not set.");
        }

        return new(engine, key, section["BaseUrl"] is { Length: > 0 } url ? new Uri(url) : null, model, budget, price);
    }
}

/// <summary>What a call has used. Input does not contain what was read from or written to the provider's cache.</summary>
public readonly record struct ModelUsage(int InputTokens, int OutputTokens, int CacheReadTokens, int CacheWriteTokens);
