using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Brain.Answers;

internal static class AnswersFeature
{
    public static IServiceCollection AddBrainAnswers(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AnswerSettings.From(configuration))
        .AddSingleton<LanguageModel>()
        .AddSingleton<AnswerMeter>()
        .AddScoped<CountQuestions>()
        .AddScoped<ModelBudget>()
        .AddScoped<CitationCheck>()
        .AddScoped<CloudBrain>()
        .AddScoped<WriteByModel>()
        .AddScoped<ComposeAnswer>()
        .AddScoped<AskBrain>()
        .AddScoped<ReopenAnswer>()
        .AddScoped<RateAnswer>()
        .AddScoped<CitationQueries>();
}
