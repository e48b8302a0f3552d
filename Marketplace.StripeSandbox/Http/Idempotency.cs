using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Http;

/// <summary>The answer given to an idempotency key, kept with what the request changed in one write.</summary>
internal sealed record IdempotencyRecord : Document
{
    public required string Fingerprint { get; init; }
    public required int Status { get; init; }
    public required string Body { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>By virtual time, as by Stripe's: who repeats a request after a day must look whether the first one was done.</summary>
    public bool IsForgotten(DateTimeOffset now) => StoredAt < now - IdempotencyKeys.Kept;
}

/// <summary>The key of one request, held while it runs.</summary>
internal sealed class IdempotencyClaim(string key, string id, string fingerprint, Action release) : IDisposable
{
    public string Key => key;

    public string Id => id;

    public ApiAnswer? Earlier(Scope scope)
    {
        if (scope.Find<IdempotencyRecord>(id) is not { } earlier || earlier.IsForgotten(scope.Now))
        {
            return null;
        }

        return earlier.Fingerprint == fingerprint
            ? new ApiAnswer(earlier.Status, earlier.Body, Replayed: true)
            : throw new StripeError(
                StatusCodes.Status400BadRequest,
                "idempotency_error",
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.");
    }

    public void Remember(Scope scope, ApiAnswer answer) => scope.Put(new IdempotencyRecord
    {
        Id = id,
        Fingerprint = fingerprint,
        Status = answer.Status,
        Body = answer.Body,
        StoredAt = scope.Now,
    });

    public void Dispose() => release();
}

internal sealed class IdempotencyKeys
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private const int MaxLength = 255;
    private readonly ConcurrentDictionary<string, byte> running = new(StringComparer.Ordinal);

    public IdempotencyClaim Claim(string key, string? account, string request)
    {
        if (key.Length > MaxLength)
        {
            throw StripeError.Invalid($"Idempotency keys can be at most {MaxLength} characters.");
        }

        var id = $"idempotency:{account}:{key}";
        if (!running.TryAdd(id, 0))
        {
            throw new StripeError(
                StatusCodes.Status409Conflict,
                "idempotency_error",
                $"There is currently another in-progress request using this Idempotency-Key (that probably means you submitted twice, and the other request is still going through): {key}.")
            {
                Code = "idempotency_key_in_use",
            };
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        return new IdempotencyClaim(key, id, fingerprint, () => running.TryRemove(id, out _));
    }
}
