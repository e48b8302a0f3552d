using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Ledger;

/// <summary>
/// The texts that are hashed, and how: <c>SHA-256(previous hash in hex, line feed, text)</c>, UTF-8, fields parted by tabs. The first link's
/// previous hash is 64 zeros. <c>docs/statement.md</c> tells sellers the same; a released format never changes.
/// </summary>
public static class LedgerChain
{
    public static readonly string Start = new('0', 64);

    /// <summary>The entry in one line and each posting in one more.</summary>
    public static string Text(JournalEntry entry)
    {
        var text = new StringBuilder().AppendJoin('\t', entry.Id, Plain(entry.EventType), Plain(entry.SourceId), Moment(entry.OccurredAt), Moment(entry.BookedAt));
        foreach (var posting in entry.Postings.OrderBy(posting => posting.Position))
        {
            text.Append('\n').AppendJoin('\t', Number(posting.Position), Plain(posting.Account), Id(posting.SellerId), Id(posting.OrderLineId), Plain(posting.Currency), Number(posting.AmountCents));
        }

        return text.ToString();
    }

    public static string Text(StatementRow row) => string.Join('\t',
        Number(row.Number), Moment(row.PostedAt), Plain(row.Kind), Plain(row.Reference), Plain(row.Account), Plain(row.Currency),
        Amount(row.AmountCents, row.Currency), Amount(row.BalanceCents, row.Currency), row.EntryId, Number(row.Position), Id(row.OrderLineId));

    public static byte[] Next(string previous, string text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{text}"));

    public static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    /// <summary>Microseconds, as PostgreSQL keeps them.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whole units with the currency's decimals and without grouping: <c>-17.11</c>, <c>500</c>.</summary>
    public static string Amount(long cents, string currency) => Currencies.Exponent(currency) == 0
        ? Number(cents)
        : string.Create(CultureInfo.InvariantCulture, $"{cents / 100m:0.00}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Id(Guid? id) => id?.ToString() ?? "-";

    /// <summary>Fields never hold the separators; one that does was not written by us, and would let two entries have one text.</summary>
    private static string Plain(string field) => field.AsSpan().ContainsAny('\t', '\n') ? throw new FormatException($"A ledger field holds a separator: {field}") : field;
}

/// <summary>One posting of a seller's statement.</summary>
/// <param name="Kind">The entry's event type, <paramref name="Reference"/> its source.</param>
/// <param name="AmountCents">In the account's natural direction, as the balance: positive is more on it.</param>
public sealed record StatementRow(
    long Number,
    DateTimeOffset PostedAt,
    string Kind,
    string Reference,
    string Account,
    string Currency,
    long AmountCents,
    long BalanceCents,
    Guid EntryId,
    int Position,
    Guid? OrderLineId);
