using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Hosting;

/// <summary>Hands a file of the Api's on to the browser as it comes, however long it is.</summary>
internal sealed class ApiFile(HttpResponseMessage answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (answer)
        {
            var response = httpContext.Response;
            response.ContentType = answer.Content.Headers.ContentType?.ToString();
            response.ContentLength = answer.Content.Headers.ContentLength;
            response.Headers[HeaderNames.ContentDisposition] = answer.Content.Headers.ContentDisposition?.ToString();
            response.Headers.CacheControl = "private, no-store";
            await answer.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}
