using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Core.Notifications;

/// <summary>A part of a mail; the template decides what it looks like.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MailParagraph), "paragraph")]
[JsonDerivedType(typeof(MailLink), "link")]
[JsonDerivedType(typeof(MailTable), "table")]
public abstract record MailBlock;

public sealed record MailParagraph(string Words) : MailBlock;

public sealed record MailLink(string Label, Uri Address) : MailBlock;

/// <param name="Rows">Label and value; the values stand at the right.</param>
public sealed record MailTable(IReadOnlyList<MailRow> Rows) : MailBlock;

public sealed record MailRow(string Label, string Value);

/// <summary>What a mail says, without its looks: stored as written, made HTML and plain text when it is sent.</summary>
public sealed class MailBody
{
    // PostgreSQL keeps the keys of a jsonb in an order of its own: the kind may come last.
    private static readonly JsonSerializerOptions Stored = new() { AllowOutOfOrderMetadataProperties = true };
    private readonly List<MailBlock> blocks = [];

    public IReadOnlyList<MailBlock> Blocks => blocks;

    public static MailBody Parse(string json) => new MailBody().With(JsonSerializer.Deserialize<List<MailBlock>>(json, Stored) ?? []);

    public MailBody Paragraph(string words) => With([new MailParagraph(words)]);

    public MailBody Link(string label, Uri address) => With([new MailLink(label, address)]);

    public MailBody Table(IEnumerable<(string Label, string Value)> rows) => With([new MailTable([.. rows.Select(row => new MailRow(row.Label, row.Value))])]);

    public string ToJson() => JsonSerializer.Serialize(blocks);

    /// <summary>The plain text of the mail, and of the preview line that mail programs show.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            switch (block)
            {
                case MailParagraph paragraph:
                    text.Append(paragraph.Words).Append("\n\n");
                    break;
                case MailLink link:
                    text.Append(link.Label).Append(": ").Append(link.Address).Append("\n\n");
                    break;
                case MailTable table:
                    text.AppendJoin('\n', table.Rows.Select(row => $"{row.Label}: {row.Value}")).Append("\n\n");
                    break;
                default:
                    throw new InvalidOperationException($"A {block.GetType().Name} has no text.");
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private MailBody With(IEnumerable<MailBlock> added)
    {
        blocks.AddRange(added);
        return this;
    }
}
