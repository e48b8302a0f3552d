using Marketplace.Core.Accounts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Core.Brain.Answers;

internal static class AnswersFeature
{
    public static IServiceCollection AddBrainAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddScoped<TeamMembership>();
        return services
            .AddSingleton(AnswerSettings.From(configuration))
            .AddSingleton<LanguageModel>()
            .AddSingleton<AnswerMeter>()
            .AddScoped<ReadableSpaces>()
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
}
