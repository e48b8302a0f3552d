using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>Runs units of work at the moment of the virtual clock.</summary>
internal sealed class SandboxWork(DocumentStore store, EventWriter events, TimeProvider time, SandboxOptions options)
{
    public Task<T> ExecuteAsync<T>(Func<Scope, T> work, CancellationToken cancellationToken) =>
        store.ExecuteAsync(session => work(new Scope(session, time.GetUtcNow(), events) { Billing = options.Billing }), cancellationToken);

    /// <summary>Work for an HTTP request: links it makes lead back to where the request came to.</summary>
    public Task<T> ExecuteAsync<T>(HttpContext http, Func<Scope, T> work, string? owner = null, EventRequest? origin = null) =>
        store.ExecuteAsync(
            session => work(new Scope(session, time.GetUtcNow(), events)
            {
                Billing = options.Billing,
                Owner = owner,
                BaseUrl = BaseUrl(http.Request),
                Request = origin ?? EventRequest.None,
            }),
            http.RequestAborted);

    private string BaseUrl(HttpRequest request) =>
        options.PublicUrl?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
}
