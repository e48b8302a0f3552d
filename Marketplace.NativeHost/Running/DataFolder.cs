using System.Globalization;

namespace Marketplace.NativeHost.Running;

/// <summary>Everything a run writes. One host at a time uses it: the lock falls with the process, however that ends.</summary>
internal sealed class DataFolder : IDisposable
{
    // EWOULDBLOCK: somebody else holds the lock.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    private readonly FileStream hostLock;

    private DataFolder(string path, FileStream hostLock) => (Root, this.hostLock) = (path, hostLock);

    public string Root { get; }

    public string Logs => Subfolder("logs");

    public string PidFiles => Subfolder("pids");

    public static async Task<DataFolder> OpenAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(path);
            var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (true)
            {
                if (TryLock(Path.Combine(path, "host.lock")) is { } hostLock)
                {
                    var folder = new DataFolder(path, hostLock);
                    WritePrivate(folder.File("host.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                    _ = (folder.Logs, folder.PidFiles);
                    return folder;
                }

                if (Environment.TickCount64 > deadline)
                {
                    throw InUse(path);
                }

                await Task.Delay(200, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException and not FileNotFoundException))
        {
            throw NotWritable(path, exception);
        }
    }

    public string File(string name) => Path.Combine(Root, name);

    public string Subfolder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <summary>Replaces the file at one instant, so that a reader sees the old text or the new one.</summary>
    public static void WriteAtomically(string path, string text)
    {
        var temporary = path + ".new";
        WritePrivate(temporary, text);
        System.IO.File.Move(temporary, path, overwrite: true);
    }

    public static void WritePrivate(string path, string text)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    public static void MakePrivateFolder(string path)
    {
        Directory.CreateDirectory(path);
        System.IO.File.SetUnixFileMode(path, OwnerOnlyFolder);
    }

    public static HostProblemException NotWritable(string path, Exception exception) => new(
        $"The data folder {path} cannot be written by the user {Environment.UserName}: {exception.Message}",
        $"Give it to that user (`sudo chown -R {Environment.UserName} {path}`), delete it if a run as another user left it, or choose another one: {HostOptions.DataVariable}=<folder>.");

    public void Dispose() => hostLock.Dispose();

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is WouldBlockLinux or WouldBlockMac)
        {
            return null;
        }
    }

    private static HostProblemException InUse(string path)
    {
        var pidFile = Path.Combine(path, "host.pid");
        var pid = System.IO.File.Exists(pidFile) ? System.IO.File.ReadAllText(pidFile) : "unknown";
        return new HostProblemException(
            $"Another host (process {pid}) is already running on the data folder {path}.",
            $"Stop it with Ctrl-C in its terminal or `kill {pid}`, or start this one on its own folder: {HostOptions.DataVariable}=<folder> {HostOptions.PortsVariable}=auto.");
    }
}
