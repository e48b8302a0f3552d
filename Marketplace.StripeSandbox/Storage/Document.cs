using System.Text.Json.Serialization;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>Anything the sandbox remembers. Documents are immutable: a change is a new copy put into the session.</summary>
internal abstract record Document
{
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>Order of creation: `created` has whole seconds only, lists need more.</summary>
    [SandboxOnly]
    public long Sequence { get; init; }

    /// <summary>The connected account that holds the object; null for the platform.</summary>
    [SandboxOnly]
    public string? Owner { get; init; }
}

/// <summary>A document that the API shows; its wire form is the record without the <see cref="SandboxOnlyAttribute"/> members.</summary>
internal abstract record StripeObject : Document
{
    [JsonPropertyOrder(-1)]
    public abstract string Object { get; }

    public virtual long Created { get; init; }
}

/// <summary>Stored with the document, never sent to a client.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SandboxOnlyAttribute : Attribute;
