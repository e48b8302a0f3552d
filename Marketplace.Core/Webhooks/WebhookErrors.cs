using Marketplace.Core.Kernel;

namespace Marketplace.Core.Webhooks;

public static class WebhookErrors
{
    public static Error TooMany { get; } = new(ErrorKind.Conflict, "webhooks.too_many", $"You have {WebhookPolicy.MostEndpoints} webhooks, which is the most. Delete one that you no longer need.");

    public static Error BadUrl { get; } = Invalid("url", "Write the whole address of your program, such as https://example.com/hooks.");

    public static Error NotHttps { get; } = Invalid("url", "The address must begin with https:// so that nobody else reads what we send.");

    public static Error Credentials { get; } = Invalid("url", "Leave name and password out of the address. The signature tells your program that we are the sender.");

    public static Error NotPublic { get; } = Invalid("url", "The address must be a public one with a domain name. Names without a dot and IP addresses are not called.");

    public static Error NoEvents { get; } = Invalid("events", "Choose at least one event.");

    public static Error UnknownEvent(string name) => Invalid("events", $"There is no event “{name}”.");

    public static Error Disabled { get; } = new(ErrorKind.Conflict, "webhooks.disabled", "This webhook is switched off. Enable it first.");

    public static Error AskedTooOften(TimeSpan wait) => new(
        ErrorKind.TooMany, "quota_exceeded", $"You have asked for {WebhookPolicy.MostAsked} calls within a minute. Wait a moment.", RetryAfter: wait);

    private static Error Invalid(string field, string message) => new(ErrorKind.Invalid, "validation_failed", message, field);
}
