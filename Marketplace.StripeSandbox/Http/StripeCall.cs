using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.StripeSandbox.Http;

/// <summary>What a client gets.</summary>
internal sealed record ApiAnswer(int Status, string Body, bool Replayed = false);

/// <summary>Parameters of an operation that takes none but `expand`.</summary>
internal sealed record NoParameters;

/// <summary>One API request as a handler sees it.</summary>
internal sealed class StripeCall(Scope scope, HttpContext http, WireJson wire)
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    public Scope Scope => scope;

    public string Id => Route("id");

    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A file of a multipart request.</summary>
    public IFormFile Upload(string name) =>
        http.Features.Get<IFormFeature>()?.Form?.Files[name]
            ?? throw StripeError.Invalid($"Invalid {name}: send it as multipart/form-data.", name);

    /// <summary>One page of objects that come newest first, by Stripe's cursors.</summary>
    public JsonObject List<T>(IEnumerable<T> newestFirst, ListParameters parameters)
        where T : StripeObject
    {
        var limit = parameters.Limit ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit)
        {
            throw StripeError.Invalid($"Invalid limit: must be between 1 and {MaxLimit}", "limit", "parameter_invalid_integer");
        }

        var matching = newestFirst.Where(item => parameters.Created?.Contains(item.Created) != false).ToList();
        if (parameters.EndingBefore is { } before)
        {
            var end = Position(matching, before, "ending_before");
            var start = Math.Max(0, end - (int)limit);
            return wire.OfList(matching[start..end], hasMore: start > 0, http.Request.Path);
        }

        var rest = parameters.StartingAfter is { } after ? matching[(Position(matching, after, "starting_after") + 1)..] : matching;
        return wire.OfList(rest.Take((int)limit), rest.Count > limit, http.Request.Path);
    }

    private static int Position<T>(List<T> items, string id, string parameter)
        where T : StripeObject
    {
        var index = items.FindIndex(item => item.Id == id);
        return index >= 0 ? index : throw StripeError.Missing("object", id, parameter);
    }
}
