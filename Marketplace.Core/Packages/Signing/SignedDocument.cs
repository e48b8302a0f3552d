using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marketplace.Core.Packages.Signing;

/// <summary>
/// A JSON document with its signature in one file: a DSSE envelope (github.com/secure-systems-lab/dsse, as in-toto and Sigstore use it). There is
/// one way to write an envelope, and only that one is read: so not a byte of the file can change unnoticed.
/// </summary>
/// <param name="PayloadType">Says what the document is; it is signed too.</param>
public sealed record SignedDocument(string PayloadType, byte[] Payload, string KeyId, byte[] Signature)
{
    public const string ManifestType = "application/vnd.marketplace.manifest+json";
    public const string ReceiptType = "application/vnd.marketplace.receipt+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that are signed: DSSE's pre-authentication encoding.</summary>
    public static byte[] ToBeSigned(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new Envelope(PayloadType, Convert.ToBase64String(Payload), [new(KeyId, Convert.ToBase64String(Signature))]), Json);

    /// <summary>Null when the bytes are no envelope, or one that is written in another way.</summary>
    public static SignedDocument? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<Envelope>(bytes, Json) is not { PayloadType: { } type, Payload: { } payload, Signatures: [{ KeyId: { } keyId, Sig: { } sig }] })
            {
                return null;
            }

            var document = new SignedDocument(type, Convert.FromBase64String(payload), keyId, Convert.FromBase64String(sig));
            return bytes.SequenceEqual(document.ToBytes()) ? document : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The document inside; null when it is not of this kind.</summary>
    public T? Read<T>(string type) where T : class
    {
        try
        {
            return PayloadType == type ? JsonSerializer.Deserialize<T>(Payload, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] PayloadOf<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Json);

    private sealed record Envelope(string? PayloadType, string? Payload, IReadOnlyList<EnvelopeSignature>? Signatures);

    private sealed record EnvelopeSignature([property: System.Text.Json.Serialization.JsonPropertyName("keyid")] string? KeyId, string? Sig);
}
