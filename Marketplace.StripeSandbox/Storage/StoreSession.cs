namespace Marketplace.StripeSandbox.Storage;

/// <summary>One unit of work over the store: sees its own changes, which reach the store only when it ends well.</summary>
internal sealed class StoreSession(DocumentStore store)
{
    private readonly Dictionary<string, Document?> changes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Document?> Changes => changes;

    public T? Find<T>(string id)
        where T : Document => (changes.TryGetValue(id, out var changed) ? changed : store.Find(id)) as T;

    /// <summary>All documents of one kind, oldest first.</summary>
    public IEnumerable<T> All<T>()
        where T : Document
    {
        foreach (var document in store.OfType(typeof(T)))
        {
            if (!changes.TryGetValue(document.Id, out var changed))
            {
                yield return (T)document;
            }
            else if (changed is T current)
            {
                yield return current;
            }
        }

        foreach (var added in changes.Values.OfType<T>().Where(d => store.Find(d.Id) is null).OrderBy(d => d.Sequence).ToList())
        {
            yield return added;
        }
    }

    public T Put<T>(T document)
        where T : Document
    {
        if (document.Sequence == 0)
        {
            document = document with { Sequence = store.NextSequence() };
        }

        changes[document.Id] = document;
        return document;
    }

    public void Remove(string id) => changes[id] = null;
}
