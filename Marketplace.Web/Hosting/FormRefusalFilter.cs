using Marketplace.Contracts.Http;

namespace Marketplace.Web.Hosting;

/// <summary>A form the Api refuses goes back to its page, which shows why and has the text still.</summary>
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
            return await RefuseAsync(http, problem);
        }
    }

    private static async Task<IResult> RefuseAsync(HttpContext http, ApiProblemException problem)
    {
        if (http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal))
        {
            return Results.Json(new { problem.Code, problem.Title, problem.Detail, problem.Errors }, ApiClient.Json, statusCode: problem.Status);
        }

        await http.RequestServices.GetRequiredService<KeptTexts>().KeepAsync(http.Request);
        http.RequestServices.GetRequiredService<Flash>().Refuse(problem);
        return Results.LocalRedirect(LocalUrl.Previous(http.Request) ?? "/");
    }
}
