using System.Globalization;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Marketplace.Core.Documents;

/// <param name="Weight">Share of the table's width.</param>
public sealed record PdfColumn(string Title, int Weight, bool IsNumber = false);

/// <param name="Note">Below the text, in small letters.</param>
public sealed record PdfCell(string Text, string? Note = null)
{
    public static implicit operator PdfCell(string text) => new(text);
}

/// <param name="IsSum">Set apart and bold.</param>
public sealed record PdfFigure(string Label, string Value, bool IsSum = false);

/// <summary>
/// An A4 document written from top to bottom, with as many pages as it needs: real text in reading order, fonts embedded, PDF/A-2b.
/// It is not tagged: PdfPig's writer knows no structure tree, and an empty one would hide the text from screen readers.
/// </summary>
public sealed class PdfSheet : IDisposable
{
    private const int Left = 48;
    private const int Right = 547;
    private const int Top = 790;
    private const int Bottom = 70;
    private const int Size = 9;
    private const int Small = 8;
    private const int Leading = 13;
    private const int Gap = 8;
    private const int RowGap = 6;

    private readonly PdfDocumentBuilder document = new() { ArchiveStandard = PdfAStandard.A2B };
    private readonly List<PdfPageBuilder> pages = [];
    private readonly PdfFonts fonts;
    private readonly string footer;
    private double y;

    public PdfSheet(string title, string author, DateTimeOffset createdAt)
    {
        fonts = new(document);
        footer = title;
        document.DocumentInformation.Title = title;
        document.DocumentInformation.Author = author;
        document.DocumentInformation.Creator = author;
        document.DocumentInformation.CreationDate = createdAt.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        NewPage();
    }

    private PdfPageBuilder Page => pages[^1];

    public void Heading(string text) => Line(text, 20, isBold: true, 30);

    public void Section(string text)
    {
        Need(5 * Leading);
        y -= Gap;
        Line(text, 11, isBold: true, 20);
    }

    public void Paragraph(string text) => WriteWrapped(text, Left, Right - Left, Size, isBold: false, isSoft: false);

    public void SmallPrint(string text) => WriteWrapped(text, Left, Right - Left, Small, isBold: false, isSoft: true);

    public void Space() => y -= 2 * Gap;

    /// <summary>Blocks side by side, each with a label above its lines.</summary>
    public void Blocks(params IReadOnlyList<(string Label, IEnumerable<string> Lines)> blocks)
    {
        var width = (Right - Left) / blocks.Count;
        var (top, lowest) = (y, y);
        foreach (var (block, index) in blocks.Select((block, index) => (block, index)))
        {
            y = top;
            var left = Left + index * width;
            WriteWrapped(block.Label, left, width - Gap, Small, isBold: false, isSoft: true);
            foreach (var line in block.Lines.Where(line => line.Length > 0))
            {
                WriteWrapped(line, left, width - Gap, Size, isBold: false, isSoft: false);
            }

            lowest = Math.Min(lowest, y);
        }

        y = lowest - Gap;
    }

    /// <summary>The heads stand again on each page the table reaches.</summary>
    public void Table(IReadOnlyList<PdfColumn> columns, IEnumerable<IReadOnlyList<PdfCell>> rows)
    {
        var edges = Edges(columns);
        Need(4 * Leading);
        WriteHeads(columns, edges);
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => Wrap(cell, edges[column + 1] - edges[column] - Gap)).ToList();
            var height = cells.Max(cell => cell.Count) * Leading + RowGap;
            if (y - height < Bottom)
            {
                NewPage();
                WriteHeads(columns, edges);
            }

            WriteRow(columns, edges, cells);
            y -= height;
            Rule(y + Leading - 1, isStrong: false);
        }
    }

    /// <summary>Sums at the right, kept together and with the line that follows.</summary>
    public void Figures(IReadOnlyList<PdfFigure> figures)
    {
        Need((figures.Count + 4) * Leading + RowGap);
        y -= RowGap;
        foreach (var figure in figures)
        {
            if (figure.IsSum)
            {
                y -= 4;
                Rule(y + Leading - 2, isStrong: true, from: 300);
            }

            WriteAt(figure.Label, 300, y, Size, figure.IsSum, isSoft: !figure.IsSum);
            WriteRight(figure.Value, Right, y, Size, figure.IsSum);
            y -= figure.IsSum ? Leading + 4 : Leading;
        }

        y -= Gap;
    }

    public byte[] Build()
    {
        foreach (var page in pages)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"Page {page.PageNumber} of {pages.Count}");
            Write(page, footer, Left, 40, Small, isBold: false, isSoft: true);
            Write(page, number, Right - fonts.Width(page, number, Small, false), 40, Small, isBold: false, isSoft: true);
        }

        return document.Build();
    }

    public void Dispose() => document.Dispose();

    private void WriteHeads(IReadOnlyList<PdfColumn> columns, double[] edges)
    {
        WriteRow(columns, edges, [.. columns.Select(column => (List<(string, bool)>)[(column.Title, true)])]);
        Rule(y - 5, isStrong: true);
        y -= Leading + 6;
    }

    private void WriteRow(IReadOnlyList<PdfColumn> columns, double[] edges, IReadOnlyList<List<(string Text, bool IsNote)>> cells)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            var line = y;
            foreach (var (text, isNote) in cells[column])
            {
                var left = columns[column].IsNumber ? edges[column + 1] - fonts.Width(Page, text, isNote ? Small : Size, false) : edges[column];
                WriteAt(text, left, line, isNote ? Small : Size, isBold: false, isSoft: isNote);
                line -= Leading;
            }
        }
    }

    private static double[] Edges(IReadOnlyList<PdfColumn> columns)
    {
        var edges = new double[columns.Count + 1];
        edges[0] = Left;
        var whole = columns.Sum(column => column.Weight);
        for (var column = 0; column < columns.Count; column++)
        {
            edges[column + 1] = edges[column] + (double)(Right - Left) * columns[column].Weight / whole;
        }

        return edges;
    }

    private List<(string Text, bool IsNote)> Wrap(PdfCell cell, double width) =>
    [
        .. Wrap(cell.Text, width, Size, false).Select(line => (line, false)),
        .. cell.Note is null ? [] : Wrap(cell.Note, width, Small, false).Select(line => (line, true)),
    ];

    private List<string> Wrap(string text, double width, int size, bool isBold)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in fonts.Writable(Page, text).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Break(word, width, size, isBold)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && fonts.Width(Page, longer, size, isBold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>Parts of a word that is wider than its column.</summary>
    private IEnumerable<string> Break(string word, double width, int size, bool isBold)
    {
        var start = 0;
        for (var end = 1; end < word.Length; end++)
        {
            if (fonts.Width(Page, word[start..(end + 1)], size, isBold) > width && end > start)
            {
                yield return word[start..end];
                start = end;
            }
        }

        yield return word[start..];
    }

    private void WriteWrapped(string text, double left, double width, int size, bool isBold, bool isSoft)
    {
        foreach (var line in Wrap(text, width, size, isBold))
        {
            Need(Leading);
            WriteAt(line, left, y, size, isBold, isSoft);
            y -= Leading;
        }
    }

    private void Line(string text, int size, bool isBold, int height)
    {
        WriteAt(fonts.Writable(Page, text), Left, y - size + Leading, size, isBold, isSoft: false);
        y -= height;
    }

    private void WriteRight(string text, double right, double baseline, int size, bool isBold)
    {
        var writable = fonts.Writable(Page, text);
        WriteAt(writable, right - fonts.Width(Page, writable, size, isBold), baseline, size, isBold, isSoft: false);
    }

    private void WriteAt(string text, double left, double baseline, int size, bool isBold, bool isSoft) => Write(Page, fonts.Writable(Page, text), left, baseline, size, isBold, isSoft);

    private void Write(PdfPageBuilder page, string text, double left, double baseline, int size, bool isBold, bool isSoft)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (isSoft)
        {
            page.SetTextAndFillColor(87, 83, 78);
        }
        else
        {
            page.SetTextAndFillColor(28, 25, 23);
        }

        page.AddText(text, size, new PdfPoint(left, baseline), fonts.Of(isBold));
    }

    private void Rule(double at, bool isStrong, int from = Left)
    {
        var shade = (byte)(isStrong ? 87 : 214);
        Page.SetStrokeColor(shade, shade, shade);
        Page.DrawLine(new PdfPoint(from, at), new PdfPoint(Right, at), isStrong ? 0.8 : 0.4);
    }

    private void Need(double height)
    {
        if (y - height < Bottom)
        {
            NewPage();
        }
    }

    private void NewPage()
    {
        pages.Add(document.AddPage(PageSize.A4));
        y = Top;
    }
}
