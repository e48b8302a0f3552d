using Marketplace.StripeSandbox.Contract;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Maps operations; each must be one of the contract, under its path there.</summary>
internal sealed class StripeRoutes(IEndpointRouteBuilder app)
{
    private readonly StripeContract contract = app.ServiceProvider.GetRequiredService<StripeContract>();
    private readonly HashSet<(string Method, string Path)> mapped = [];
    private readonly StripeApi api = app.ServiceProvider.GetRequiredService<StripeApi>();

    public void Get<TParameters>(string path, Func<StripeCall, TParameters, object> handler) => Map(HttpMethods.Get, path, handler);

    public void Get(string path, Func<StripeCall, object> handler) => Map<NoParameters>(HttpMethods.Get, path, (call, _) => handler(call));

    public void Post<TParameters>(string path, Func<StripeCall, TParameters, object> handler) => Map(HttpMethods.Post, path, handler);

    public void Delete<TParameters>(string path, Func<StripeCall, TParameters, object> handler) => Map(HttpMethods.Delete, path, handler);

    public void Delete(string path, Func<StripeCall, object> handler) => Map<NoParameters>(HttpMethods.Delete, path, (call, _) => handler(call));

    /// <summary>What is left of the contract answers that the sandbox leaves it out; anything else is Stripe's 404.</summary>
    public void MapRest()
    {
        foreach (var (method, path) in contract.Operations.Where(operation => !mapped.Contains(operation)))
        {
            app.MapMethods(path, [method], http => api.RefuseAsync(http, StripeError.Unsupported($"{method} {path}")));
        }

        app.Map("/v1/{**rest}", http => api.RefuseAsync(http, StripeError.UnknownUrl(http.Request.Method, http.Request.Path)));
    }

    private void Map<TParameters>(string method, string path, Func<StripeCall, TParameters, object> handler)
    {
        if (!contract.Knows(method, path))
        {
            throw new InvalidOperationException($"{method} {path} is not in the contract.");
        }

        mapped.Add((method, path));
        app.MapMethods(path, [method], http => api.HandleAsync(http, path, handler));
    }
}
