using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Marketplace.StripeSandbox.Storage;

internal static class DocumentJson
{
    /// <summary>Everything, for the database.</summary>
    public static readonly JsonSerializerOptions Stored = Create(withSandboxOnly: true);

    /// <summary>What a client of the API sees.</summary>
    public static readonly JsonSerializerOptions Wire = Create(withSandboxOnly: false);

    private static JsonSerializerOptions Create(bool withSandboxOnly)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        if (!withSandboxOnly)
        {
            resolver.Modifiers.Add(HideSandboxOnly);
        }

        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            // Stripe leaves optional fields out; the ones it always shows as null are added from the contract.
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
        };
    }

    private static void HideSandboxOnly(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(SandboxOnlyAttribute), inherit: true) == true)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
