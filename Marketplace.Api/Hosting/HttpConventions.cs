using Marketplace.Api.Plans;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Scalar.AspNetCore;

namespace Marketplace.Api.Hosting;

/// <summary>What all endpoints share: problem details, validation, OpenAPI and its page.</summary>
internal static class HttpConventions
{
    public static void AddHttpConventions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<RefusalHandler>();
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(options => options.DescribePlans());
        builder.Services.AddHostedService<WarmUp>();

        // Else malformed JSON is a 500 in Development.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        builder.Services.Configure<JsonOptions>(options => options.SerializerOptions.RespectNullableAnnotations = true);
        builder.AddRateLimits();
        builder.AddRequestQuota();
    }

    public static void MapDocumentation(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", options => options.WithTitle("Marketplace API")).AllowAnonymous();
        app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Exceptions that are a caller's doing after all.</summary>
    private sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var (status, detail) = exception switch
            {
                BadHttpRequestException bad => (bad.StatusCode, bad.Message),
                DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, "This was changed by someone else at the same moment. Load it again and repeat your change."),
                _ => (0, ""),
            };
            if (status == 0)
            {
                return false;
            }

            httpContext.Response.StatusCode = status;
            return await problems.TryWriteAsync(new() { HttpContext = httpContext, Exception = exception, ProblemDetails = new() { Status = status, Detail = detail } });
        }
    }
}
