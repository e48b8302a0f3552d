using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marketplace.NativeHost.Running;

/// <summary>The state of all resources, in the order of AppHost.cs; each change is written to run.json and told to whoever waits.</summary>
internal sealed class StatusBoard
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock gate = new();
    private readonly string path;
    private readonly DateTimeOffset startedAt;
    private readonly List<string> order = [];
    private readonly Dictionary<string, ResourceStatus> statuses = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSignal();

    public StatusBoard(string path, TimeProvider time) => (this.path, startedAt) = (path, time.GetUtcNow());

    public string? StatusUrl { get; set; }

    public IReadOnlyList<ResourceStatus> All
    {
        get
        {
            lock (gate)
            {
                return [.. order.Select(name => statuses[name])];
            }
        }
    }

    public ResourceStatus this[string name]
    {
        get
        {
            lock (gate)
            {
                return statuses[name];
            }
        }
    }

    public void Set(ResourceStatus status)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            if (!statuses.ContainsKey(status.Name))
            {
                order.Add(status.Name);
            }

            statuses[status.Name] = status;
            Write();
            (signal, changed) = (changed, NewSignal());
        }

        signal.SetResult();
    }

    public async Task<ResourceStatus> WaitAsync(string name, Func<ResourceStatus, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            ResourceStatus status;
            lock (gate)
            {
                (next, status) = (changed.Task, statuses[name]);
            }

            if (condition(status))
            {
                return status;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Write() => DataFolder.WriteAtomically(path, JsonSerializer.Serialize(
        new RunFile(Environment.ProcessId, startedAt, StatusUrl, order.ToDictionary(name => name, name => statuses[name])), Json));

    private sealed record RunFile(int Host, DateTimeOffset StartedAt, string? StatusUrl, Dictionary<string, ResourceStatus> Resources);
}
