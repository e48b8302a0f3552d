using System.Text.Json.Nodes;

namespace Marketplace.StripeSandbox.Http;

/// <summary>A refusal in Stripe's shape. Thrown, because everything a request did must be dropped with it.</summary>
internal sealed class StripeError(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Type { get; } = type;
    public string? Code { get; init; }
    public string? Parameter { get; init; }
    public string? DeclineCode { get; init; }
    public string? Charge { get; init; }

    public static StripeError Invalid(string message, string? parameter = null, string? code = null) =>
        new(StatusCodes.Status400BadRequest, "invalid_request_error", message) { Code = code, Parameter = parameter };

    /// <summary>The bank's refusal of a card.</summary>
    public static StripeError Card(string message, string code, string? declineCode, string? charge = null) =>
        new(StatusCodes.Status402PaymentRequired, "card_error", message) { Code = code, DeclineCode = declineCode, Charge = charge };

    public static StripeError NotFound(string kind, string id, string parameter = "id") =>
        new(StatusCodes.Status404NotFound, "invalid_request_error", $"No such {kind}: '{id}'") { Code = "resource_missing", Parameter = parameter };

    /// <summary>An id in a parameter that names nothing: Stripe answers 400 there and 404 for an id in the path.</summary>
    public static StripeError Missing(string kind, string id, string parameter) =>
        Invalid($"No such {kind}: '{id}'", parameter, "resource_missing");

    public static StripeError UnknownUrl(string method, string path) =>
        new(StatusCodes.Status404NotFound, "invalid_request_error", $"Unrecognized request URL ({method}: {path}).");

    public static StripeError Unsupported(string what) =>
        Invalid($"{what} is part of Stripe's API but not of this sandbox.", code: "sandbox_not_implemented");

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["type"] = Type, ["message"] = Message };
        if (Code is not null)
        {
            error["code"] = Code;
        }

        if (DeclineCode is not null)
        {
            error["decline_code"] = DeclineCode;
        }

        if (Charge is not null)
        {
            error["charge"] = Charge;
        }

        if (Parameter is not null)
        {
            error["param"] = Parameter;
        }

        return new JsonObject { ["error"] = error };
    }
}
