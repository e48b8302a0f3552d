using MimeKit;

namespace Marketplace.ServiceDefaults.Mail;

/// <summary>What a mail server reports of a mail it could not deliver (RFC 3464).</summary>
/// <param name="MessageId">Of the mail that came back, without brackets.</param>
/// <param name="Reason">The enhanced status and what the other server said.</param>
public sealed record DeliveryReport(string MessageId, string Recipient, string Reason)
{
    /// <summary>The recipients that failed for good (5.x.x). Delays and successes are none, and neither is a letter that is no report.</summary>
    public static async Task<IReadOnlyList<DeliveryReport>> ReadAsync(Stream letter, CancellationToken cancellationToken)
    {
        MimeMessage message;
        try
        {
            message = await MimeMessage.LoadAsync(letter, cancellationToken);
        }
        catch (FormatException)
        {
            return [];
        }

        using (message)
        {
            var parts = message.BodyParts.ToList();
            var messageId = OriginalId(message, parts);
            var groups = parts.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups);
            return messageId is null ? [] : [.. groups.Select(group => Failure(messageId, group)).OfType<DeliveryReport>()];
        }
    }

    private static DeliveryReport? Failure(string messageId, HeaderList fields)
    {
        var (action, status, recipient) = (fields["Action"], fields["Status"], fields["Final-Recipient"] ?? fields["Original-Recipient"]);
        if (recipient is null || status?.StartsWith('5') != true || !string.Equals(action?.Trim(), "failed", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var address = recipient[(recipient.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        return new(messageId, address, $"{status.Trim()} {fields["Diagnostic-Code"]?.Trim()}".Trim());
    }

    /// <summary>Reports carry the mail or its headers along.</summary>
    private static string? OriginalId(MimeMessage report, List<MimeEntity> parts)
    {
        if (report.Body is Multipart multipart && multipart.OfType<MessagePart>().FirstOrDefault() is { Message.MessageId: { } id })
        {
            return id;
        }

        var headers = parts.OfType<TextPart>().FirstOrDefault(part => part.ContentType.IsMimeType("text", "rfc822-headers"))?.Text;
        var line = headers?.Split('\n').FirstOrDefault(header => header.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
        return line?["Message-ID:".Length..].Trim().Trim('<', '>');
    }
}
