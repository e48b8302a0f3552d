using Marketplace.Contracts.Http;

namespace Marketplace.Web.Hosting;

/// <summary>A form the Api refuses goes back to its page, which shows why.</summary>
internal sealed class FormRefusalFilter(IHttpContextAccessor accessor) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = accessor.HttpContext ?? context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } problem && !http.RequestAborted.IsCancellationRequested)
        {
            return Refuse(http, problem);
        }
    }

    private static IResult Refuse(HttpContext http, ApiProblemException problem)
    {
        if (http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal))
        {
            return Results.Json(new { problem.Title, problem.Detail, problem.Errors }, ApiClient.Json, statusCode: problem.Status);
        }

        http.RequestServices.GetRequiredService<Flash>().Refuse(problem);
        return Results.LocalRedirect(LocalUrl.Previous(http.Request) ?? "/");
    }
}
