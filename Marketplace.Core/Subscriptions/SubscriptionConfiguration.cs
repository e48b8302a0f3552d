using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Subscriptions;

internal static class Subscriptions
{
    public const string Schema = "subscriptions";
    public const int NameLength = 20;
}

internal sealed class BillingCustomerConfiguration : IEntityTypeConfiguration<BillingCustomer>
{
    public void Configure(EntityTypeBuilder<BillingCustomer> builder)
    {
        builder.ToTable("customers", Subscriptions.Schema);
        builder.HasKey(customer => customer.UserId);
        builder.Property(customer => customer.StripeCustomerId).HasMaxLength(100);
        builder.HasIndex(customer => customer.StripeCustomerId).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(customer => customer.UserId);
    }
}

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions", Subscriptions.Schema);
        builder.Property(subscription => subscription.Id).ValueGeneratedNever();
        builder.Property(subscription => subscription.StripeId).HasMaxLength(100);
        builder.Property(subscription => subscription.Plan).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.Interval).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.Status).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.NextPlan).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.NextInterval).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.PendingPlan).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.PendingInterval).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(subscription => subscription.PayUrl).HasMaxLength(2_000);
        builder.HasIndex(subscription => subscription.StripeId).IsUnique();
        builder.HasIndex(subscription => new { subscription.UserId, subscription.CreatedAt });
        builder.HasIndex(subscription => subscription.CheckedAt).HasFilter("ended_at is null");
    }
}

internal sealed class SubscriptionInvoiceConfiguration : IEntityTypeConfiguration<SubscriptionInvoice>
{
    public void Configure(EntityTypeBuilder<SubscriptionInvoice> builder)
    {
        builder.ToTable("invoices", Subscriptions.Schema);
        builder.HasKey(invoice => invoice.Id).HasName("pk_subscription_invoices");
        builder.Property(invoice => invoice.Id).HasMaxLength(100);
        builder.Property(invoice => invoice.Number).HasMaxLength(60);
        builder.Property(invoice => invoice.Status).HasMaxLength(20);
        builder.Property(invoice => invoice.Reason).HasMaxLength(40);
        builder.Property(invoice => invoice.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(invoice => invoice.Description).HasMaxLength(400);
        builder.Property(invoice => invoice.HostedUrl).HasMaxLength(2_000);
        builder.Property(invoice => invoice.ChargeId).HasMaxLength(100);
        builder.HasIndex(invoice => new { invoice.UserId, invoice.CreatedAt });
        builder.HasIndex(invoice => invoice.ChargeId).IsUnique();
    }
}

internal sealed class SubscriptionCheckoutConfiguration : IEntityTypeConfiguration<SubscriptionCheckout>
{
    public void Configure(EntityTypeBuilder<SubscriptionCheckout> builder)
    {
        builder.ToTable("checkouts", Subscriptions.Schema);
        builder.Property(checkout => checkout.Id).ValueGeneratedNever();
        builder.Property(checkout => checkout.Plan).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(checkout => checkout.Interval).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(checkout => checkout.State).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(checkout => checkout.SessionId).HasMaxLength(100);
        builder.Property(checkout => checkout.Url).HasMaxLength(2_000);
        builder.HasIndex(checkout => checkout.SessionId).IsUnique();
        builder.HasIndex(checkout => checkout.UserId).IsUnique().HasFilter("state in ('Created', 'Open')");
    }
}

internal sealed class SubscriptionChangeConfiguration : IEntityTypeConfiguration<SubscriptionChange>
{
    public void Configure(EntityTypeBuilder<SubscriptionChange> builder)
    {
        builder.ToTable("changes", Subscriptions.Schema);
        builder.HasKey(change => change.Id).HasName("pk_subscription_changes");
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder.Property(change => change.Kind).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(change => change.Plan).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(change => change.Interval).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.Property(change => change.State).HasConversion<string>().HasMaxLength(Subscriptions.NameLength);
        builder.HasIndex(change => new { change.UserId, change.CreatedAt });
        builder.HasIndex(change => change.CreatedAt).HasFilter("state = 'Created'");
    }
}

internal sealed class PlanPriceConfiguration : IEntityTypeConfiguration<PlanPrice>
{
    public void Configure(EntityTypeBuilder<PlanPrice> builder)
    {
        builder.ToTable("prices", Subscriptions.Schema);
        builder.HasKey(price => price.LookupKey);
        builder.Property(price => price.LookupKey).HasMaxLength(40);
        builder.Property(price => price.StripePriceId).HasMaxLength(100);
        builder.Property(price => price.StripeProductId).HasMaxLength(100);
        builder.Property(price => price.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(price => price.StripePriceId);
    }
}
