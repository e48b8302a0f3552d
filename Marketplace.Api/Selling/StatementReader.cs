using System.Runtime.CompilerServices;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <param name="To">The last day, included.</param>
internal sealed record StatementDays(DateOnly From, DateOnly To)
{
    public DateTimeOffset Start => At(From);

    public DateTimeOffset End => At(To.AddDays(1));

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>A seller's statement with what its postings were about.</summary>
internal sealed class StatementReader(MarketplaceDb db, StatementQueries statements, SettlementCurrency currency)
{
    public static readonly string[] Heads = ["number", "posted_at", "kind", "reference", "order", "product", "account", "currency", "amount", "balance", "entry", "position", "line", "hash"];

    public Task<StatementPeriod> FindAsync(Guid sellerId, StatementDays days, CancellationToken cancellationToken) =>
        statements.GetAsync(sellerId, currency.Code, days.Start, days.End, cancellationToken);

    public async Task<StatementView> GetPageAsync(StatementPeriod period, StatementDays days, long? after, int limit, CancellationToken cancellationToken)
    {
        var links = await statements.ReadAsync(period, Math.Max(after ?? 0, period.Before), limit, cancellationToken);
        var subjects = await SubjectsAsync(links, cancellationToken);
        var next = links.Count > 0 && links[^1].Row.Number < period.Last ? links[^1].Row.Number : (long?)null;
        return new(
            days.From,
            days.To,
            [.. period.Opening.Zip(period.Closing, (opening, closing) => new StatementAccountView(opening.Account, Amount(opening.Cents, opening.Currency), Amount(closing.Cents, closing.Currency)))],
            period.Count,
            period.OpeningHash,
            period.ClosingHash,
            [.. links.Select(link => ToView(link.Row, subjects))],
            next?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async Task<IReadOnlyList<StatementItemView>> GetAllAsync(StatementPeriod period, CancellationToken cancellationToken)
    {
        var items = new List<StatementItemView>();
        await foreach (var links in statements.StreamAsync(period, cancellationToken))
        {
            var subjects = await SubjectsAsync(links, cancellationToken);
            items.AddRange(links.Select(link => ToView(link.Row, subjects)));
        }

        return items;
    }

    /// <summary>One opening row per account, with the hash the chain goes on from, then the postings.</summary>
    public async IAsyncEnumerable<object?[]> CsvAsync(StatementPeriod period, StatementDays days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var opening in period.Opening)
        {
            yield return
            [
                new CsvNumber(period.Before.ToString(System.Globalization.CultureInfo.InvariantCulture)), LedgerChain.Moment(days.Start), "opening", "", "", "", opening.Account, opening.Currency,
                new CsvNumber(LedgerChain.Amount(0, opening.Currency)), new CsvNumber(LedgerChain.Amount(opening.Cents, opening.Currency)), "", "", "", period.OpeningHash,
            ];
        }

        await foreach (var links in statements.StreamAsync(period, cancellationToken))
        {
            var subjects = await SubjectsAsync(links, cancellationToken);
            foreach (var (row, hash) in links)
            {
                var subject = SubjectOf(row, subjects);
                yield return
                [
                    row.Number, LedgerChain.Moment(row.PostedAt), row.Kind, row.Reference, subject?.OrderNumber ?? "", subject?.Title ?? "", row.Account, row.Currency,
                    new CsvNumber(LedgerChain.Amount(row.AmountCents, row.Currency)), new CsvNumber(LedgerChain.Amount(row.BalanceCents, row.Currency)),
                    row.EntryId.ToString(), row.Position, new CsvNumber(row.OrderLineId?.ToString() ?? "-"), hash,
                ];
            }
        }
    }

    private static StatementItemView ToView(StatementRow row, Dictionary<Guid, Subject> subjects)
    {
        var subject = SubjectOf(row, subjects);
        return new(row.Number, row.PostedAt, row.Kind, subject?.OrderNumber, subject?.Title, row.Account, Amount(row.AmountCents, row.Currency), Amount(row.BalanceCents, row.Currency));
    }

    private static Subject? SubjectOf(StatementRow row, Dictionary<Guid, Subject> subjects) => row.OrderLineId is { } id ? subjects.GetValueOrDefault(id) : null;

    private Task<Dictionary<Guid, Subject>> SubjectsAsync(IReadOnlyList<StatementLink> links, CancellationToken cancellationToken)
    {
        var lineIds = links.Select(link => link.Row.OrderLineId).OfType<Guid>().Distinct().ToList();
        return db.OrderLines.Where(line => lineIds.Contains(line.Id))
            .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new { line.Id, order.Number, line.Title })
            .ToDictionaryAsync(row => row.Id, row => new Subject(row.Number, row.Title), cancellationToken);
    }

    private static MoneyView Amount(long cents, string currency) => new(cents, currency);

    private sealed record Subject(string OrderNumber, string Title);
}
