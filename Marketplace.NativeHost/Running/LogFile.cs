namespace Marketplace.NativeHost.Running;

/// <summary>A process's output of this run. The last run's is kept beside it, and a file that grows too large makes way once more.</summary>
internal sealed class LogFile : IDisposable
{
    private const long Limit = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly string path;
    private FileStream stream;

    public LogFile(string path)
    {
        this.path = path;
        stream = Renew();
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (stream.Length > Limit)
            {
                stream.Dispose();
                stream = Renew();
            }

            stream.Write(bytes);
            stream.Flush();
        }
    }

    public void WriteLine(string line) => Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));

    public static string[] Tail(string path, int lines)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, lines * 400L), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
    }

    public void Dispose() => stream.Dispose();

    private FileStream Renew()
    {
        if (File.Exists(path))
        {
            File.Move(path, Path.ChangeExtension(path, ".previous.log"), overwrite: true);
        }

        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
