using System.Globalization;
using Marketplace.Core.Documents;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

/// <summary>Prints an invoice, credit note or receipt. Only what the document holds is printed, so the same document gives the same pages.</summary>
public static class InvoicePdf
{
    public static byte[] Print(InvoiceDocument document)
    {
        var (label, corrected) = document.Kind switch
        {
            InvoiceKind.CreditNote => ("Credit note", $"For invoice {document.CreditedNumber}"),
            InvoiceKind.DebitNote => ("Debit note", $"For credit note {document.CreditedNumber}"),
            _ => ("Invoice", ""),
        };
        return Write(document, $"{label} {document.Number}", (label, [$"Number {document.Number}", $"Date {Day(document.IssuedAt)}", corrected]), isReceipt: false);
    }

    public static byte[] Receipt(InvoiceDocument document) => Write(
        document,
        $"Receipt for order {document.OrderNumber}",
        ("Receipt", [document.Number is null ? "Free of charge: there is no invoice" : $"Invoice {document.Number}"]),
        isReceipt: true);

    private static byte[] Write(InvoiceDocument document, string title, (string Label, IEnumerable<string> Lines) papers, bool isReceipt)
    {
        using var sheet = new PdfSheet(title, document.Company.Name, document.IssuedAt);
        sheet.Heading(title);
        sheet.Blocks(
            ("From", [document.Company.Name, .. document.Company.Address.Split('\n'), Labelled("Tax number", document.Company.TaxId), document.Company.Email]),
            ("To", [document.Buyer.Name, .. (document.Buyer.Address ?? "").Split('\n'), document.Buyer.Country ?? "", Labelled("Tax number", document.Buyer.TaxId), document.Buyer.Email]),
            (papers.Label, [.. papers.Lines, $"Order {document.OrderNumber}", $"Paid {Day(document.PaidAt)}", Refunded(document)]));
        sheet.Space();
        sheet.Table(
            [new("Product", 40), new("Net", 15, true), new("Tax rate", 13, true), new("Tax", 14, true), new("Amount", 17, true)],
            document.Lines.Select(line => Row(document, line)));
        sheet.Figures([.. Figures(document, isReceipt)]);
        foreach (var note in Notes(document, isReceipt))
        {
            sheet.SmallPrint(note);
        }

        return sheet.Build();
    }

    private static IReadOnlyList<PdfCell> Row(InvoiceDocument document, InvoiceLine line)
    {
        string Amount(long cents) => Currencies.Format(cents, document.Currency);
        var discount = line.DiscountCents > 0 ? $", {Amount(line.PriceCents)} less {Amount(line.DiscountCents)} discount" : "";
        return
        [
            new(line.Title, $"{line.License} licence, sold by {line.SellerName}{discount}"),
            Amount(line.NetCents),
            Rate(document, line),
            Amount(line.TaxCents),
            Amount(line.GrossCents),
        ];
    }

    private static IEnumerable<PdfFigure> Figures(InvoiceDocument document, bool isReceipt)
    {
        string Amount(long cents) => Currencies.Format(cents, document.Currency);
        if (document.DiscountCents > 0)
        {
            yield return new("Discount, already taken off", Amount(document.DiscountCents));
        }

        yield return new("Net", Amount(document.NetCents));
        yield return new("Tax", Amount(document.TaxCents));
        yield return new(
            document.Kind switch
            {
                InvoiceKind.CreditNote => "Credited to you",
                InvoiceKind.DebitNote => "Charged again",
                _ => isReceipt ? "Received" : "Total, paid",
            },
            Amount(document.GrossCents),
            IsSum: true);
        if (document is { PresentmentCurrency: { } currency, PresentmentCents: { } cents } && currency != document.Currency)
        {
            yield return new("Charged to your card as", Currencies.Format(cents, currency));
        }
    }

    private static IEnumerable<string> Notes(InvoiceDocument document, bool isReceipt)
    {
        if (document.TaxNote == "reverse_charge")
        {
            yield return "Reverse charge: no tax is charged, the recipient owes it.";
        }
        else if (document.TaxNote is { Length: > 0 } other)
        {
            yield return $"Tax: {other.Replace('_', ' ')}.";
        }

        yield return document.Kind switch
        {
            InvoiceKind.CreditNote => "The amount goes back to the means of payment that was used.",
            InvoiceKind.DebitNote => "Your bank sent the refund back, so its credit note is taken back. The product is yours as before, and nothing is left to pay.",
            _ => isReceipt ? "Thank you. Keep this receipt for your records." : "Nothing is left to pay.",
        };
    }

    private static string Rate(InvoiceDocument document, InvoiceLine line) => line.TaxCents == 0 && document.TaxNote is not null
        ? "0%"
        : string.Create(CultureInfo.InvariantCulture, $"{document.TaxRateBasisPoints / 100m:0.##}%");

    private static string Refunded(InvoiceDocument document) => (document.RefundedAt, document.Kind) switch
    {
        (null, _) => "",
        ({ } at, InvoiceKind.DebitNote) => $"Returned {Day(at)}",
        ({ } at, _) => $"Refunded {Day(at)}",
    };

    private static string Labelled(string label, string? value) => string.IsNullOrWhiteSpace(value) ? "" : $"{label} {value}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
