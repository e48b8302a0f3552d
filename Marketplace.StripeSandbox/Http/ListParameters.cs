using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.StripeSandbox.Http;

internal record ListParameters
{
    public long? Limit { get; init; }
    public string? StartingAfter { get; init; }
    public string? EndingBefore { get; init; }
    public TimeRange? Created { get; init; }
}

/// <summary>`created=123` or `created[gte]=123&amp;created[lt]=456`.</summary>
[JsonConverter(typeof(TimeRangeConverter))]
internal sealed record TimeRange(long? Gt, long? Gte, long? Lt, long? Lte)
{
    public bool Contains(long time) => !(time <= Gt) && !(time < Gte) && !(time >= Lt) && !(time > Lte);
}

internal sealed class TimeRangeConverter : JsonConverter<TimeRange>
{
    public override TimeRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        if (value.ValueKind == JsonValueKind.Number)
        {
            return new TimeRange(null, value.GetInt64(), null, value.GetInt64());
        }

        long? Bound(string name) => value.TryGetProperty(name, out var bound) ? bound.GetInt64() : null;
        return new TimeRange(Bound("gt"), Bound("gte"), Bound("lt"), Bound("lte"));
    }

    public override void Write(Utf8JsonWriter writer, TimeRange value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
