using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Catalog;
using Marketplace.Core.Disputes;
using Marketplace.Core.Moderation;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Marketplace.Core.Payouts;
using Marketplace.Core.Questions;
using Marketplace.Core.Refunds;
using Marketplace.Core.Reviews;
using Marketplace.Core.Subscriptions;
using Marketplace.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Notifications;

public static class NotificationsFeature
{
    /// <summary>What people do with their notifications.</summary>
    public static IServiceCollection AddNotificationChoices(this IServiceCollection services) => services
        .AddScoped<ChooseMails>()
        .AddScoped<ReadNotifications>()
        .AddScoped<RecordBounce>();

    /// <summary>What tells them. The host registers its <see cref="IMailSender"/>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddScoped<Notifier>()
        .AddScoped<SendMail>()
        .AddScoped<PurgeNotifications>()
        .AddOutboxHandler<OrderPaid, OrderMails>()
        .AddOutboxHandler<TransferSent, TransferMails>()
        .AddOutboxHandler<PaymentFailed, RefundMails>()
        .AddOutboxHandler<RefundRequested, RefundMails>()
        .AddOutboxHandler<RefundDeclined, RefundMails>()
        .AddOutboxHandler<RefundBooked, RefundMails>()
        .AddOutboxHandler<RefundReturned, RefundMails>()
        .AddOutboxHandler<DisputeOpened, DisputeMails>()
        .AddOutboxHandler<DisputeClosed, DisputeMails>()
        .AddOutboxHandler<FraudWarned, DisputeMails>()
        .AddOutboxHandler<PayoutHoldChanged, DisputeMails>()
        .AddOutboxHandler<VersionPublished, VersionMails>()
        .AddOutboxHandler<VersionSubmitted, VersionMails>()
        .AddOutboxHandler<VersionDecided, VersionMails>()
        .AddOutboxHandler<FindingAppealed, VersionMails>()
        .AddOutboxHandler<AppealDecided, VersionMails>()
        .AddOutboxHandler<ProductSubmitted, ListingMails>()
        .AddOutboxHandler<ProductApproved, ListingMails>()
        .AddOutboxHandler<ProductRejected, ListingMails>()
        .AddOutboxHandler<ProductApproved, FollowerMails>()
        .AddOutboxHandler<FollowersToTell, FollowerMails>()
        .AddOutboxHandler<ProductSuspended, ListingChangeMails>()
        .AddOutboxHandler<ProductRestored, ListingChangeMails>()
        .AddOutboxHandler<ListingsArranged, ListingChangeMails>()
        .AddOutboxHandler<ListingChangeAsked, ListingChangeMails>()
        .AddOutboxHandler<ListingChangeDecided, ListingChangeMails>()
        .AddOutboxHandler<ReviewCreated, ReviewMails>()
        .AddOutboxHandler<ReviewAnswered, ReviewMails>()
        .AddOutboxHandler<ReviewInvited, ReviewMails>()
        .AddOutboxHandler<QuestionAsked, QuestionMails>()
        .AddOutboxHandler<QuestionAnswered, QuestionMails>()
        .AddOutboxHandler<EntryPublished, BrainMails>()
        .AddOutboxHandler<ReportsOpened, ModerationMails>()
        .AddOutboxHandler<ContentHidden, ModerationMails>()
        .AddOutboxHandler<ContentRestored, ModerationMails>()
        .AddOutboxHandler<WebhookDisabled, WebhookMails>()
        .AddSubscriptionMails();

    /// <summary>About plans, their payments and teams.</summary>
    public static IServiceCollection AddSubscriptionMails(this IServiceCollection services) => services
        .AddScoped<SubscriptionReminders>()
        .AddOutboxHandler<SubscriptionStarted, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionChanged, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionChangePlanned, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionCancelPlanned, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionResumed, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionEnded, SubscriptionMails>()
        .AddOutboxHandler<SubscriptionInvoicePaid, DunningMails>()
        .AddOutboxHandler<SubscriptionPaymentFailed, DunningMails>()
        .AddOutboxHandler<SubscriptionRecovered, DunningMails>()
        .AddOutboxHandler<PlanChanged, PlanMails>()
        .AddOutboxHandler<PlanGranted, PlanMails>()
        .AddOutboxHandler<PlanAsked, PlanMails>()
        .AddOutboxHandler<TeamInvited, TeamMails>()
        .AddOutboxHandler<TeamJoined, TeamMails>()
        .AddOutboxHandler<TeamLeft, TeamMails>();
}
