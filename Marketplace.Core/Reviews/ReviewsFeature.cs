using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Reviews;

public static class ReviewsFeature
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddScoped<AddReview>()
        .AddScoped<RespondToReview>();
}
