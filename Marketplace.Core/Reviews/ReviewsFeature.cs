using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Reviews;

public static class ReviewsFeature
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddScoped<AddReview>()
        .AddScoped<EditReview>()
        .AddScoped<DeleteReview>()
        .AddScoped<RespondToReview>()
        .AddScoped<RemoveResponse>()
        .AddScoped<VoteHelpful>()
        .AddScoped<InviteReviewers>();

    public static IServiceCollection AddReviewHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<OrderPaid, InvitationsOnOrderPaid>();
}
