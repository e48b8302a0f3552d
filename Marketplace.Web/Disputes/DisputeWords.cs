using System.Globalization;
using Marketplace.Contracts.Disputes;

namespace Marketplace.Web.Disputes;

/// <summary>Banks' and card networks' words in plain ones, and what to do.</summary>
internal static class DisputeWords
{
    public static string Reason(string reason) => reason switch
    {
        "fraudulent" => "The cardholder says that somebody else paid.",
        "product_not_received" => "The buyer says that they did not get it.",
        "product_unacceptable" => "The buyer says that it is not what was described.",
        "duplicate" => "The buyer says that they were charged twice.",
        "credit_not_processed" => "The buyer says that a promised refund did not come.",
        "subscription_canceled" => "The buyer says that they had canceled.",
        "unrecognized" => "The cardholder does not recognise the payment.",
        "general" => "The bank names no particular reason.",
        _ => Readable(reason),
    };

    public static string Todo(DisputeView dispute) => dispute.Status switch
    {
        DisputeStatus.Inquiry when dispute.CanRespond => $"The bank asks before it disputes; no money has moved. Answer{By(dispute)}, or refund the order: that ends it.",
        DisputeStatus.Inquiry => "The bank asked; its date has passed. No money has moved.",
        DisputeStatus.NeedsResponse when dispute.CanRespond => $"Answer{By(dispute)}. Without an answer the bank decides for the buyer.",
        DisputeStatus.NeedsResponse => "The date has passed. The bank decides without an answer.",
        DisputeStatus.UnderReview => "The answer is with the bank. It decides within two to three months; nothing can be added.",
        DisputeStatus.Won => "The bank decided for you: the amount came back and goes out with its next transfer.",
        DisputeStatus.Lost => "The bank decided for the buyer: the order counts as refunded.",
        DisputeStatus.Closed => "The bank's question ended without a dispute.",
        _ => "",
    };

    /// <summary>A network's kind of fraud, such as <c>made_with_stolen_card</c>, in words.</summary>
    public static string Readable(string code)
    {
        var words = code.Replace('_', ' ').Trim();
        return words.Length == 0 ? code : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string By(DisputeView dispute) =>
        dispute.EvidenceDueAt is { } due ? string.Create(CultureInfo.InvariantCulture, $" by {due.UtcDateTime:d MMM yyyy, HH:mm} UTC") : "";
}
