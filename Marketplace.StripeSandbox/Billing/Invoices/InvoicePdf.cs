using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Customers;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>The invoice as a document of one page.</summary>
internal static class InvoicePdf
{
    private const int MostLines = 30;
    private const double Left = 56;
    private const double AmountColumn = 460;
    private const double Top = 780;
    private const double LineHeight = 16;

    private static readonly Lazy<byte[]> Font = new(ReadFont);

    public static byte[] Of(Invoice invoice, Customer customer)
    {
        using var document = new PdfDocumentBuilder { IncludeDocumentInformation = true, DocumentInformation = { Title = $"Invoice {invoice.Number}" } };
        var font = document.AddTrueTypeFont(Font.Value);
        var page = document.AddPage(PageSize.A4);
        var y = Top;

        void Text(string text, double x, double size) => page.AddText(Printable(text), size, new PdfPoint(x, y), font);

        void Row(string text, long amount)
        {
            y -= LineHeight;
            Text(text, Left, 10);
            Text(Amounts.Display(amount, invoice.Currency), AmountColumn, 10);
        }

        Text($"Invoice {invoice.Number}", Left, 20);
        y -= 2 * LineHeight;
        Text($"{Date(invoice.EffectiveAt ?? invoice.Created)} · {invoice.Status} · sandbox, no real money", Left, 10);
        y -= LineHeight;
        Text($"For {customer.Name ?? customer.Email ?? customer.Id}", Left, 10);
        y -= LineHeight;
        foreach (var line in invoice.Lines.Data.Take(MostLines))
        {
            Row(line.Description ?? "", line.Amount);
        }

        if (invoice.Lines.Data.Count > MostLines)
        {
            Row($"{invoice.Lines.Data.Count - MostLines} more lines", invoice.Lines.Data.Skip(MostLines).Sum(l => l.Amount));
        }

        y -= LineHeight / 2;
        page.DrawLine(new PdfPoint(Left, y), new PdfPoint(AmountColumn + 80, y), 0.5);
        Row("Total", invoice.Total);
        Row("Due", invoice.AmountDue);
        Row("Paid", invoice.AmountPaid);
        return document.Build();
    }

    /// <summary>What the font has; other scripts would stop the writer.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c =>
        char.IsControl(c) ? ' ' : c is < '\u0530' or (>= '\u2010' and <= '\u2044') or (>= '\u20a0' and <= '\u20bf') or '\u2212' ? c : '?'));

    private static string Date(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static byte[] ReadFont()
    {
        using var stream = typeof(InvoicePdf).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
