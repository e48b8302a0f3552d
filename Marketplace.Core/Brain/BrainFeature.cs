using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Sources;
using Marketplace.Core.Brain.Suggestions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Brain;

public static class BrainFeature
{
    public static IServiceCollection AddBrain(this IServiceCollection services, IConfiguration configuration) => services
        .AddEntries()
        .AddSources()
        .AddScoped<ListingSuggestions>()
        .AddBrainRetrieval(configuration)
        .AddBrainAnswers(configuration);

    /// <summary>What the workers run: the Brain follows its sources.</summary>
    public static IServiceCollection AddBrainHandlers(this IServiceCollection services) => services
        .AddSourceHandlers()
        .AddBrainRetrievalHandlers();
}
