using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Overview;

/// <summary>What a person does to the sandbox: the page's buttons send a form and go back to it, programs send and get JSON.</summary>
internal sealed class SandboxControls(IEndpointRouteBuilder app)
{
    private static readonly JsonSerializerOptions Requests = new(JsonSerializerDefaults.Web);
    private readonly SandboxWork work = app.ServiceProvider.GetRequiredService<SandboxWork>();
    private readonly WireJson wire = app.ServiceProvider.GetRequiredService<WireJson>();

    /// <summary>Maps an action; <paramref name="section"/> is the part of the page that shows what came of it.</summary>
    public void Post<TRequest>(string path, string section, Func<StripeCall, TRequest, object> act) => app.MapPost(path, async http =>
    {
        var isForm = http.Request.HasFormContentType;
        IResult answer;
        try
        {
            var request = await ReadAsync<TRequest>(http.Request);
            var result = await work.ExecuteAsync(http, scope => act(new StripeCall(scope, http, wire), request));
            answer = isForm ? Results.Redirect($"/_sandbox#{section}") : Results.Json(result is StripeObject or JsonObject ? AsJson(result) : result);
        }
        catch (StripeError refusal)
        {
            answer = isForm
                ? Layout.Message("That does not work", refusal.Message, Html.Of($"""<a class="button primary" href="/_sandbox#{section}">Back</a>"""), refusal.Status)
                : Results.Json(refusal.ToJson(), statusCode: refusal.Status);
        }

        await answer.ExecuteAsync(http);
    });

    private JsonObject AsJson(object result) => result as JsonObject ?? wire.Of(result);

    private static async Task<TRequest> ReadAsync<TRequest>(HttpRequest request)
    {
        try
        {
            JsonNode? body = new JsonObject();
            if (request.HasFormContentType)
            {
                // Browsers send the fields left empty too.
                var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                body = new JsonObject(form.Where(f => f.Value.ToString().Length > 0).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.ToString())));
            }
            else if (request.ContentLength is null or > 0)
            {
                using var reader = new StreamReader(request.Body);
                var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
                body = text.Length == 0 ? body : JsonNode.Parse(text);
            }

            return body.Deserialize<TRequest>(Requests) ?? throw StripeError.Invalid("The body must be a JSON object.");
        }
        catch (JsonException failure)
        {
            throw StripeError.Invalid($"The body does not fit: {failure.Message}");
        }
    }
}
