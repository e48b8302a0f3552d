using System.Text.Json;

namespace Marketplace.NativeHost.Running;

/// <summary>Written when a process starts, removed when it ended: what is still there was left by a host that was killed.</summary>
internal sealed class PidFiles(string folder)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    public void Write(string name, ProcessIdentity process, int stopSignal) =>
        DataFolder.WriteAtomically(PathOf(name), JsonSerializer.Serialize(new Entry(process, stopSignal)));

    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>Ends the processes of an earlier host. A number that belongs to another process by now is left alone.</summary>
    public async Task<IReadOnlyList<string>> EndLeftoversAsync()
    {
        var leftovers = Directory.EnumerateFiles(folder, "*.pid").Select(path => (Path: path, Entry: Read(path))).ToList();
        var ended = await Task.WhenAll(leftovers.Select(async leftover =>
        {
            var wasAlive = leftover.Entry is { } entry && await EndAsync(entry);
            File.Delete(leftover.Path);
            return wasAlive ? Path.GetFileNameWithoutExtension(leftover.Path) : null;
        }));
        return [.. ended.OfType<string>()];
    }

    private static async Task<bool> EndAsync(Entry entry)
    {
        if (!ProcessTable.IsAlive(entry.Process))
        {
            return false;
        }

        Posix.Signal(entry.Process.Pid, entry.StopSignal);
        var deadline = Environment.TickCount64 + (long)Grace.TotalMilliseconds;
        while (ProcessTable.IsAlive(entry.Process))
        {
            if (Environment.TickCount64 > deadline)
            {
                Posix.Signal(-entry.Process.Pid, Posix.Kill);
                Posix.Signal(entry.Process.Pid, Posix.Kill);
            }

            await Task.Delay(25);
        }

        return true;
    }

    private static Entry? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".pid");

    private sealed record Entry(ProcessIdentity Process, int StopSignal);
}
