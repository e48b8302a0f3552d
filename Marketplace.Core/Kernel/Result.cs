using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Core.Kernel;

/// <summary>How the API answers a refusal: 400, 403, 404, 409, 402, 410, 429 or 503.</summary>
public enum ErrorKind
{
    Invalid,
    Forbidden,
    NotFound,
    Conflict,
    PaymentFailed,

    /// <summary>It was there, and will not be again.</summary>
    Gone,
    Unavailable,
    TooMany,
}

/// <summary>A refusal that a user can cause and end.</summary>
/// <param name="Code">Stable, for programs: <c>orders.not_found</c>.</param>
/// <param name="Message">For people: what happened and what to do.</param>
/// <param name="Field">The request field it is about, in camelCase; null when it is about the whole.</param>
/// <param name="RetryAfter">When it makes sense to ask again; null when that is not a matter of time.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Field = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The plan that allows what was refused; null when it is not about plans, or none does.</summary>
    public string? Plan { get; init; }

    /// <summary>The caller may not know whether it exists.</summary>
    public static Error NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"There is no such {what}.");
}

/// <summary>A value, or the reason there is none. Bugs and broken invariants are exceptions instead.</summary>
public sealed class Result<T>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    public Result<TOther> Select<TOther>(Func<T, TOther> convert) => IsOk ? convert(Value) : Error;
}

/// <summary>The value of a result that has nothing to say but success.</summary>
public readonly record struct Done;
