using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Design;

/// <summary>
/// Bars over time, drawn on the server: no script, no picture to load, colours from the tokens. The bars stretch with the page and the words do not;
/// every value is in the table below, which is the chart for whoever cannot see or point at it.
/// </summary>
public sealed partial class Chart
{
    private const int Slot = 10;
    private long top;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartPoint> Points { get; set; } = [];

    /// <summary>How a value of the axis is written.</summary>
    [Parameter, EditorRequired]
    public Func<long, string> Axis { get; set; } = null!;

    [Parameter]
    public string LabelHead { get; set; } = "Day";

    [Parameter]
    public string NowText { get; set; } = "This period";

    [Parameter]
    public string BeforeText { get; set; } = "Period before";

    /// <summary>The axis is not shorter than this.</summary>
    [Parameter]
    public long Least { get; set; } = 2;

    [Parameter]
    public string? TestId { get; set; }

    private int Width => Math.Max(1, Points.Count) * Slot;

    private bool HasBefore => Points.Any(point => point.Before is not null);

    private string Line => string.Join(' ', Points.Select((point, index) => $"{Text(index * Slot + Slot / 2m)},{Text(100 - Height(point.Before ?? 0))}"));

    /// <summary>The first, the middle and the last label: more would not fit on a phone.</summary>
    private IEnumerable<string> Marks => Points.Count switch
    {
        0 => [],
        1 => [Points[0].Label],
        2 => [Points[0].Label, Points[^1].Label],
        _ => [Points[0].Label, Points[Points.Count / 2].Label, Points[^1].Label],
    };

    private string Summary => Points.Count == 0 || Points.Max(point => point.Value) == 0
        ? $"{Title}: nothing in this period."
        : $"{Title}: the most is {Points.MaxBy(point => point.Value)!.Text}, {Points.MaxBy(point => point.Value)!.Label}. The table below has every value.";

    protected override void OnParametersSet() =>
        top = ChartScale.Top(Points.Count == 0 ? 0 : Points.Max(point => Math.Max(point.Value, point.Before ?? 0)), Least);

    private decimal Height(long value) => decimal.Round(100m * Math.Max(0, value) / top, 2);

    private static string Told(ChartPoint point) => point.Before is null ? $"{point.Label}: {point.Text}" : $"{point.Label}: {point.Text} (before: {point.BeforeText})";

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
