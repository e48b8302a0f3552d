using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Marketplace.Contracts.Orders;

namespace Marketplace.Api.Orders;

/// <param name="Tag">The quoted entity tag: the content's digest.</param>
internal sealed record FeedDocument(byte[] Content, string Type, DateTimeOffset UpdatedAt, string Tag);

/// <summary>A purchase's versions as Atom (RFC 4287) or JSON Feed 1.1. Both say the same.</summary>
internal static class UpdateFeed
{
    public const string AtomType = "application/atom+xml; charset=utf-8";
    private const string JsonType = "application/feed+json; charset=utf-8";
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int MostEntries = 50;

    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, Encoder = JavaScriptEncoder.Default };

    /// <param name="address">Where the feed's own things are, on the shop's address.</param>
    /// <returns>Null for another format.</returns>
    public static FeedDocument? Write(string format, UpdatesView updates, Func<string, Uri> address)
    {
        var entries = updates.Versions.OrderByDescending(version => version.PublishedAt).Take(MostEntries).ToList();
        var updatedAt = entries.Count == 0 ? DateTimeOffset.UnixEpoch : entries.Max(entry => entry.UpdatedAt);
        return format switch
        {
            "atom" => Document(AtomOf(updates, entries, updatedAt, address), AtomType, updatedAt),
            "json" => Document(JsonOf(updates, entries, address), JsonType, updatedAt),
            _ => null,
        };
    }

    private static FeedDocument Document(byte[] content, string type, DateTimeOffset updatedAt) =>
        new(content, type, updatedAt, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");

    private static byte[] AtomOf(UpdatesView updates, List<UpdateVersionView> entries, DateTimeOffset updatedAt, Func<string, Uri> address)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, $"urn:uuid:{updates.ProductId}");
            xml.WriteElementString("title", Atom, Writable($"{updates.Title}: versions"));
            xml.WriteElementString("updated", Atom, Iso(updatedAt));
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, "Marketplace");
            xml.WriteEndElement();
            Link(xml, "self", "application/atom+xml", address(".atom"));
            Link(xml, "alternate", "application/feed+json", address(".json"));
            foreach (var entry in entries)
            {
                Entry(xml, updates, entry, address);
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Entry(XmlWriter xml, UpdatesView updates, UpdateVersionView entry, Func<string, Uri> address)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, $"urn:uuid:{entry.Id}");
        xml.WriteElementString("title", Atom, Writable(Title(updates, entry)));
        xml.WriteElementString("published", Atom, Iso(entry.PublishedAt));
        xml.WriteElementString("updated", Atom, Iso(entry.UpdatedAt));
        foreach (var mark in Marks(entry))
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", mark);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", "enclosure");
        xml.WriteAttributeString("type", "application/zip");
        xml.WriteAttributeString("length", entry.SizeBytes.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("href", Download(entry, address).AbsoluteUri);
        xml.WriteEndElement();
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Writable(Html(entry)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, Uri target)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", target.AbsoluteUri);
        xml.WriteEndElement();
    }

    private static byte[] JsonOf(UpdatesView updates, List<UpdateVersionView> entries, Func<string, Uri> address)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", $"{updates.Title}: versions");
            json.WriteString("feed_url", address(".json").AbsoluteUri);
            json.WriteString("language", "en");
            json.WriteStartArray("items");
            foreach (var entry in entries)
            {
                Item(json, updates, entry, address);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Item(Utf8JsonWriter json, UpdatesView updates, UpdateVersionView entry, Func<string, Uri> address)
    {
        json.WriteStartObject();
        json.WriteString("id", $"urn:uuid:{entry.Id}");
        json.WriteString("title", Title(updates, entry));
        json.WriteString("content_html", Html(entry));
        json.WriteString("date_published", Iso(entry.PublishedAt));
        json.WriteString("date_modified", Iso(entry.UpdatedAt));
        json.WriteStartArray("tags");
        foreach (var mark in Marks(entry))
        {
            json.WriteStringValue(mark);
        }

        json.WriteEndArray();
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("url", Download(entry, address).AbsoluteUri);
        json.WriteString("mime_type", "application/zip");
        json.WriteNumber("size_in_bytes", entry.SizeBytes);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("_marketplace");
        json.WriteString("version", entry.Version);
        json.WriteString("sha256", entry.Sha256);
        json.WriteBoolean("newest", entry.Newest);
        json.WriteBoolean("breaking", entry.Breaking);
        json.WriteBoolean("yanked", entry.YankReason is not null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Title(UpdatesView updates, UpdateVersionView entry) =>
        $"{updates.Title} {entry.Version}{(entry.Breaking ? " (breaking)" : "")}{(entry.YankReason is null ? "" : " (yanked)")}";

    private static IEnumerable<string> Marks(UpdateVersionView entry) =>
        new[] { entry.Newest ? "newest" : null, entry.Breaking ? "breaking" : null, entry.YankReason is null ? null : "yanked" }.OfType<string>();

    /// <summary>The changelog was sanitised when it was stored; the rest is encoded here.</summary>
    private static string Html(UpdateVersionView entry) =>
        (entry.YankReason is null ? "" : $"<p><strong>Its seller no longer recommends this version.</strong> {WebUtility.HtmlEncode(entry.YankReason)}</p>\n")
        + (entry.Breaking ? "<p><strong>Its first number has grown:</strong> something that worked with the version before may need a change.</p>\n" : "")
        + (entry.ChangelogHtml.Length > 0 ? entry.ChangelogHtml : "<p>Its seller has written nothing about what is new.</p>")
        + $"\n<p>SHA-256 <code>{entry.Sha256}</code></p>";

    private static Uri Download(UpdateVersionView entry, Func<string, Uri> address) => address($"/download?version={Uri.EscapeDataString(entry.Version)}");

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Without the few characters that XML cannot hold.</summary>
    private static string Writable(string text) => XmlText(text) ? text : string.Concat(text.Where(character => XmlConvert.IsXmlChar(character)));

    private static bool XmlText(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!XmlConvert.IsXmlChar(text[index]) && !(index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index++])))
            {
                return false;
            }
        }

        return true;
    }
}
