namespace Marketplace.Core.Payments;

/// <summary>Where the payment page sends the buyer: pages of the web app.</summary>
/// <param name="web">The web app's address as browsers see it.</param>
public sealed class CheckoutUrls(Uri web)
{
    public Uri Success(Guid orderId) => new(web, $"/checkout/return?order={orderId}");

    public Uri Cancel(Guid orderId) => new(web, $"/checkout/return?order={orderId}&canceled=1");

    public Uri Order(string number) => new(web, $"/purchases/{number}");

    public Uri GuestOrder(string token) => new(web, $"/orders/guest/{token}");

    public Uri Invoice(string number) => new(web, $"/purchases/{number}/invoice");

    public Uri Receipt(string number) => new(web, $"/purchases/{number}/receipt");

    public Uri Products => new(web, "/sell/products");

    public Uri Product(Guid productId) => new(web, $"/sell/products/{productId}");

    public Uri Versions(string slug) => new(web, $"/products/{slug}/versions");

    public Uri WriteReview(string slug) => new(web, $"/products/{slug}#your-review");

    public Uri Review(string slug, Guid reviewId) => new(web, $"/products/{slug}#review-{reviewId}");

    public Uri Questions(string slug) => new(web, $"/products/{slug}#questions");

    public Uri BrainEntry(string slug) => new(web, $"/brain/{slug}");

    public Uri CommunityQuestion(Guid id) => new(web, $"/brain/questions/{id}");

    public Uri SellerReviews => new(web, "/sell/reviews");

    public Uri SellerQuestions => new(web, "/sell/questions");

    public Uri Reports => new(web, "/admin/reports");

    public Uri OnboardingReturn => new(web, "/sell?onboarded=1");

    public Uri OnboardingRefresh => new(web, "/sell?refresh=1");

    public Uri Sales => new(web, "/sell/sales");

    /// <summary>Switches mails of one kind off; mail programs post to it for their own "unsubscribe" button.</summary>
    public Uri Unsubscribe(string token) => new(web, $"/mail/unsubscribe/{token}");

    public Uri NotificationSettings => new(web, "/account/notifications");

    public Uri Listing(string slug) => new(web, $"/products/{slug}");

    public Uri Payouts => new(web, "/sell/payouts");

    public Uri Refunds => new(web, "/sell/refunds");

    public Uri Disputes => new(web, "/sell/disputes");

    public Uri Webhook(Guid endpointId) => new(web, $"/sell/webhooks/{endpointId}");

    /// <param name="rest"><c>.atom</c>, <c>.json</c> or <c>/download?version=…</c>.</param>
    public Uri Feed(string token, string rest) => new(web, $"/feeds/{Uri.EscapeDataString(token)}{rest}");

    public Uri Subscription => new(web, "/account/subscription");

    public Uri SubscriptionReturn(Guid checkoutId) => new(web, $"/account/subscription/return?checkout={checkoutId}");

    public Uri Pricing => new(web, "/pricing");

    public Uri Team => new(web, "/account/team");

    public Uri JoinTeam(string token) => new(web, $"/team/join?token={Uri.EscapeDataString(token)}");

    public Uri OwnEntries => new(web, "/brain/mine");

    public Uri SellerProfile => new(web, "/sell/profile");

    public Uri AdminPlans => new(web, "/admin/plans");

    public Uri Submissions => new(web, "/admin/submissions");
}
