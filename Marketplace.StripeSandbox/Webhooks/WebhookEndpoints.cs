using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

internal sealed record WebhookEndpointParameters
{
    public string? ApiVersion { get; init; }
    public bool? Connect { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<string> EnabledEvents { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public required string Url { get; init; }
}

internal sealed record WebhookEndpointUpdateParameters
{
    public string? Description { get; init; }
    public bool? Disabled { get; init; }
    public IReadOnlyList<string>? EnabledEvents { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Url { get; init; }
}

internal static class WebhookEndpoints
{
    public static void MapWebhookEndpoints(this StripeRoutes routes, WireJson wire)
    {
        routes.Post<WebhookEndpointParameters>("/v1/webhook_endpoints", (call, p) =>
        {
            var endpoint = Create(call.Scope, p);
            var json = wire.Of(endpoint);
            json["secret"] = endpoint.Secret;
            return json;
        });
        routes.Get<ListParameters>("/v1/webhook_endpoints", (call, p) => call.List(call.Scope.Newest<WebhookEndpoint>(), p));
        routes.Get("/v1/webhook_endpoints/{id}", call => call.Scope.Require<WebhookEndpoint>(call.Id, "webhook endpoint"));
        routes.Post<WebhookEndpointUpdateParameters>("/v1/webhook_endpoints/{id}", (call, p) => Update(call.Scope, call.Id, p));
        routes.Delete("/v1/webhook_endpoints/{id}", call =>
        {
            var endpoint = call.Scope.Require<WebhookEndpoint>(call.Id, "webhook endpoint");
            call.Scope.Session.Remove(endpoint.Id);
            return new JsonObject { ["id"] = endpoint.Id, ["object"] = endpoint.Object, ["deleted"] = true };
        });
    }

    /// <summary>A disabled endpoint gets no event that happens meanwhile.</summary>
    private static WebhookEndpoint Update(Scope scope, string id, WebhookEndpointUpdateParameters parameters)
    {
        var endpoint = scope.Require<WebhookEndpoint>(id, "webhook endpoint");
        return scope.Put(endpoint with
        {
            Description = parameters.Description ?? endpoint.Description,
            EnabledEvents = parameters.EnabledEvents ?? endpoint.EnabledEvents,
            Metadata = Metadata.Merge(endpoint.Metadata, parameters.Metadata),
            Status = parameters.Disabled switch { true => "disabled", false => "enabled", null => endpoint.Status },
            Url = parameters.Url is { } url ? WebAddress.Require(url, "url") : endpoint.Url,
        });
    }

    private static WebhookEndpoint Create(Scope scope, WebhookEndpointParameters parameters)
    {
        if (parameters.ApiVersion is not (null or StripeContract.Version))
        {
            throw StripeError.Unsupported($"The API version {parameters.ApiVersion}");
        }

        return scope.Put(new WebhookEndpoint
        {
            Id = DocumentId.New("we_"),
            Owner = scope.Owner,
            Created = scope.Created,
            ApiVersion = parameters.ApiVersion,
            Connect = parameters.Connect == true,
            Description = parameters.Description,
            EnabledEvents = parameters.EnabledEvents,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Secret = DocumentId.New("whsec_", 32),
            Url = WebAddress.Require(parameters.Url, "url"),
        });
    }
}
