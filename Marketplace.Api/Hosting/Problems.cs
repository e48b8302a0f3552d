using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Error = Marketplace.Core.Kernel.Error;

namespace Marketplace.Api.Hosting;

/// <summary>The one place where refusals become RFC 9457 problem details with the marketplace's <c>code</c>.</summary>
internal static class Problems
{
    private const string RetryAfter = "retryAfterSeconds";

    public static ProblemHttpResult ToProblem(this Error error)
    {
        var status = error.Kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.PaymentFailed => StatusCodes.Status402PaymentRequired,
            ErrorKind.Gone => StatusCodes.Status410Gone,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, null),
        };
        var problem = new ProblemDetails { Status = status, Title = TitleOf(status), Detail = error.Message };
        problem.Extensions["code"] = error.Code;
        if (error.Field is { } field)
        {
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [error.Message] };
        }

        if (error.Plan is { } plan)
        {
            problem.Extensions["requiredPlan"] = plan.ToLowerInvariant();
        }

        if (error.RetryAfter is { } wait)
        {
            problem.Extensions[RetryAfter] = (long)Math.Ceiling(wait.TotalSeconds);
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>Gives every problem a code and field names in camelCase, also those the framework makes.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Title = "Some fields are not right.";
            validation.Errors = validation.Errors.ToDictionary(pair => CamelCase(pair.Key), pair => pair.Value);
        }

        if (problem.Extensions.TryGetValue(RetryAfter, out var seconds))
        {
            context.HttpContext.Response.Headers.RetryAfter = Convert.ToString(seconds, System.Globalization.CultureInfo.InvariantCulture);
        }

        problem.Extensions.TryAdd("code", CodeOf(problem.Status.Value));
        problem.Extensions.TryAdd("traceId", System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier);
    }

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(part => part.Length > 0 ? char.ToLowerInvariant(part[0]) + part[1..] : part));

    private static string CodeOf(int status) => status switch
    {
        400 => "validation_failed",
        401 => "unauthenticated",
        402 => "payment_failed",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        410 => "gone",
        413 => "too_large",
        415 => "unsupported_media_type",
        429 => "rate_limited",
        503 => "unavailable",
        _ => "internal_error",
    };

    private static string TitleOf(int status) => status switch
    {
        400 => "The request is not right.",
        402 => "The payment did not go through.",
        403 => "You may not do this.",
        404 => "Not found.",
        409 => "This does not fit the current state.",
        410 => "This has ended.",
        _ => "The marketplace cannot answer right now.",
    };
}
