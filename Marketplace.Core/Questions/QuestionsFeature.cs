using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Questions;

public static class QuestionsFeature
{
    public static IServiceCollection AddQuestions(this IServiceCollection services) => services
        .AddScoped<AskQuestion>()
        .AddScoped<WithdrawQuestion>()
        .AddScoped<AnswerQuestion>()
        .AddScoped<RemoveAnswer>()
        .AddScoped<ArrangeFaq>();
}
