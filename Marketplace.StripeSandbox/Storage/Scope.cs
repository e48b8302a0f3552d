using Marketplace.StripeSandbox.Billing;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>What one unit of work knows: the documents, the moment, whose account it acts for and which request caused it.</summary>
internal sealed class Scope(StoreSession session, DateTimeOffset now, EventWriter events)
{
    public StoreSession Session { get; } = session;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Seconds, as the API tells time.</summary>
    public long Created { get; } = now.ToUnixTimeSeconds();

    /// <summary>The connected account of a `Stripe-Account` header; null for the platform.</summary>
    public string? Owner { get; init; }

    /// <summary>Where a browser reaches the sandbox.</summary>
    public string BaseUrl { get; init; } = "";

    public EventRequest Request { get; init; } = EventRequest.None;

    public BillingSettings Billing { get; init; } = BillingSettings.Default;

    /// <summary>The same unit of work at another moment: what a jump of the clock skipped is done as of when it was due.</summary>
    public Scope At(DateTimeOffset moment, string? owner) => new(Session, moment, events) { Owner = owner, BaseUrl = BaseUrl, Request = Request, Billing = Billing };

    public T? Find<T>(string id)
        where T : Document => Session.Find<T>(id);

    public T Put<T>(T document)
        where T : Document => Session.Put(document);

    /// <summary>The object of this account with the id of the path, or Stripe's 404.</summary>
    public T Require<T>(string id, string kind)
        where T : Document => Find<T>(id) is { } found && found.Owner == Owner ? found : throw StripeError.NotFound(kind, id);

    /// <summary>The object of this account named by a parameter, or Stripe's 400.</summary>
    public T RequireParameter<T>(string id, string kind, string parameter)
        where T : Document => Find<T>(id) is { } found && found.Owner == Owner ? found : throw StripeError.Missing(kind, id, parameter);

    /// <summary>This account's objects, newest first.</summary>
    public IEnumerable<T> Newest<T>()
        where T : Document => Session.All<T>().Where(d => d.Owner == Owner).Reverse();

    public void Emit(string type, StripeObject subject, StripeObject? before = null) => events.Write(this, type, subject, before);
}
