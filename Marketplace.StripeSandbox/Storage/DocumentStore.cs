using System.Text.Json;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>
/// All documents in memory behind one lock, written through to PostgreSQL before a session's changes become visible,
/// so that an answered request survives a kill.
/// </summary>
internal sealed class DocumentStore(PostgresLog? log = null) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, Document> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, SortedDictionary<long, Document>> byType = [];
    private long lastSequence;

    public bool IsPersistent => log is not null;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (log is null)
        {
            return;
        }

        await log.CreateAsync(cancellationToken);
        await foreach (var (kind, json) in log.ReadAsync(cancellationToken))
        {
            Apply((Document)JsonSerializer.Deserialize(json, DocumentKinds.TypeOf(kind), DocumentJson.Stored)!);
        }
    }

    /// <summary>Runs one unit of work alone. Its changes are kept when it returns and dropped when it throws.</summary>
    public async Task<T> ExecuteAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var session = new StoreSession(this);
            var result = work(session);
            var changes = session.Changes;
            if (changes.Count > 0)
            {
                if (log is not null)
                {
                    // Not cancellable: a client that hangs up must not leave memory and database apart.
                    await log.WriteAsync(changes, CancellationToken.None);
                }

                foreach (var (id, document) in changes)
                {
                    Apply(id, document);
                }
            }

            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    public Task ExecuteAsync(Action<StoreSession> work, CancellationToken cancellationToken) =>
        ExecuteAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancellationToken);

    internal long NextSequence() => ++lastSequence;

    internal Document? Find(string id) => byId.GetValueOrDefault(id);

    internal IEnumerable<Document> OfType(Type type) =>
        byType.TryGetValue(type, out var documents) ? documents.Values : [];

    public void Dispose() => gate.Dispose();

    private void Apply(string id, Document? document)
    {
        if (document is not null)
        {
            Apply(document);
        }
        else if (byId.Remove(id, out var removed))
        {
            byType[removed.GetType()].Remove(removed.Sequence);
        }
    }

    private void Apply(Document document)
    {
        byId[document.Id] = document;
        if (!byType.TryGetValue(document.GetType(), out var documents))
        {
            byType[document.GetType()] = documents = [];
        }

        documents[document.Sequence] = document;
        lastSequence = Math.Max(lastSequence, document.Sequence);
    }
}
