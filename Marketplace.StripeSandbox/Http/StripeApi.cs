using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Http;

/// <summary>
/// The way of every `/v1` request: key, version, account, parameters by the contract, idempotency, the handler alone
/// on the store, expansion, answer.
/// </summary>
internal sealed class StripeApi(
    SandboxWork work,
    RequestParameters requestParameters,
    AnswerWriter answers,
    IdempotencyKeys keys,
    FaultPlan faults,
    ILogger<StripeApi> logger)
{
    public Task HandleAsync<TParameters>(HttpContext http, string path, Func<StripeCall, TParameters, object> handler) =>
        RespondAsync(http, requestId => AnswerAsync(http, path, requestId, handler));

    /// <summary>Refuses whoever may ask at all.</summary>
    public Task RefuseAsync(HttpContext http, StripeError error) =>
        RespondAsync(
            http,
            _ =>
            {
                ApiKey.Require(http.Request);
                throw error;
            });

    private async Task RespondAsync(HttpContext http, Func<string, Task<ApiAnswer>> answering)
    {
        var requestId = DocumentId.New("req_", 14);
        http.Response.Headers["Request-Id"] = requestId;
        http.Response.Headers["Stripe-Version"] = StripeContract.Version;
        var fault = faults.ForRequest(http.Request.Method, http.Request.Path);
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, http.RequestAborted);
        }

        if (fault.Kind == FaultKind.LostRequest)
        {
            http.Abort();
            return;
        }

        ApiAnswer answer;
        try
        {
            answer = RefusalOf(fault) is { } refusal ? AnswerWriter.Of(refusal) : await answering(requestId);
        }
        catch (StripeError error)
        {
            answer = AnswerWriter.Of(error);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            answer = AnswerWriter.Of(new StripeError(StatusCodes.Status500InternalServerError, "api_error", $"The sandbox failed: {failure.Message}"));
        }

        if (fault.Kind == FaultKind.LostAnswer)
        {
            http.Abort();
            return;
        }

        if (answer.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }

    /// <summary>Refusals from before the operation: their idempotency keys stay free.</summary>
    private static StripeError? RefusalOf(Fault fault) => fault.Kind switch
    {
        FaultKind.Error500 => new StripeError(StatusCodes.Status500InternalServerError, "api_error", "An unknown error occurred (a fault of the sandbox's plan)."),
        FaultKind.RateLimit => new StripeError(StatusCodes.Status429TooManyRequests, "invalid_request_error", "Request rate limit exceeded (a fault of the sandbox's plan).")
        {
            Code = "rate_limit",
        },
        FaultKind.LockTimeout => new StripeError(
            StatusCodes.Status429TooManyRequests,
            "invalid_request_error",
            "This object cannot be accessed right now because another API request or Stripe process is currently accessing it (a fault of the sandbox's plan).")
        {
            Code = "lock_timeout",
        },
        _ => null,
    };

    private async Task<ApiAnswer> AnswerAsync<TParameters>(HttpContext http, string path, string requestId, Func<StripeCall, TParameters, object> handler)
    {
        var request = http.Request;
        var apiKey = ApiKey.Require(request);
        RequireVersion(request);
        var raw = await RequestParameters.ReadAsync(request);
        var account = request.Headers["Stripe-Account"].ToString() is { Length: > 0 } header ? header : null;
        using var claim = Claim(request, account, raw);

        ApiAnswer Run(Scope scope)
        {
            RequireAccount(scope, apiKey);
            if (claim?.Earlier(scope) is { } earlier)
            {
                return earlier;
            }

            var (parameters, expand) = requestParameters.As<TParameters>(request.Method, path, raw);
            try
            {
                var result = handler(new StripeCall(scope, http, answers.Wire), parameters);
                var answer = answers.Of(scope, request.Method, path, result, expand);
                claim?.Remember(scope, answer);
                return answer;
            }
            catch (StripeError error)
            {
                throw new HandlerRefusal(error);
            }
        }

        try
        {
            return await work.ExecuteAsync(http, Run, account, new EventRequest(requestId, claim?.Key));
        }
        catch (HandlerRefusal refusal)
        {
            // The request began to run, so a repetition of its key gets the same refusal.
            var answer = AnswerWriter.Of(refusal.Error);
            return claim is null
                ? answer
                : await work.ExecuteAsync(
                    scope =>
                    {
                        claim.Remember(scope, answer);
                        return answer;
                    },
                    CancellationToken.None);
        }
    }

    private IdempotencyClaim? Claim(HttpRequest request, string? account, JsonObject raw)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        return key.Length == 0 || HttpMethods.IsGet(request.Method)
            ? null
            : keys.Claim(key, account, $"{request.Method} {request.Path} {raw.ToJsonString()}");
    }

    private static void RequireVersion(HttpRequest request)
    {
        var version = request.Headers["Stripe-Version"].ToString();
        if (version.Length > 0 && version != StripeContract.Version)
        {
            throw StripeError.Invalid($"Invalid Stripe API version: {version}. This sandbox speaks {StripeContract.Version}.");
        }
    }

    private static void RequireAccount(Scope scope, string apiKey)
    {
        if (scope.Owner is { } account && scope.Find<Account>(account) is null)
        {
            throw new StripeError(
                StatusCodes.Status403Forbidden,
                "invalid_request_error",
                $"The provided key '{ApiKey.Masked(apiKey)}' does not have access to account '{account}' (or that account does not exist). Application access may have been revoked.")
            {
                Code = "account_invalid",
            };
        }
    }

    /// <summary>A refusal by the operation itself, as against one by what stands before it.</summary>
    private sealed class HandlerRefusal(StripeError error) : Exception(error.Message, error)
    {
        public StripeError Error => error;
    }
}
