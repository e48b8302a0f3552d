using System.Diagnostics;
using System.Globalization;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>PostgreSQL refuses to run as root. Root runs it as `nobody` where that user can reach the files, else in a user namespace that calls root so.</summary>
internal sealed class PostgresAccount
{
    private const string Nobody = "nobody";

    private readonly bool asNobody;
    private readonly bool inNamespace;

    private PostgresAccount(bool asNobody, bool inNamespace) => (this.asNobody, this.inNamespace) = (asNobody, inNamespace);

    public static PostgresAccount For(string binaries, string folder)
    {
        if (!Posix.IsRoot)
        {
            return new PostgresAccount(asNobody: false, inNamespace: false);
        }

        var account = IsReachable(binaries) && IsReachable(Path.GetDirectoryName(folder)!)
            ? new PostgresAccount(asNobody: true, inNamespace: false)
            : new PostgresAccount(asNobody: false, inNamespace: true);

        // The clone may have moved since the files were made, or another user may have made them.
        account.TakeOver(folder);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            account.TakeOver(entry);
        }

        return account;
    }

    public void TakeOver(string path)
    {
        if (Posix.IsRoot)
        {
            var (user, group) = asNobody ? NobodyIds() : (0, 0);
            Posix.TryChangeOwner(path, user, group);
        }
    }

    public ProcessStartInfo StartInfo(string program, string folder, string[] arguments)
    {
        var info = inNamespace
            ? new ProcessStartInfo("unshare", ["--user", "--map-user=65534", "--map-group=65534", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        info.WorkingDirectory = folder;
        info.Environment["LC_ALL"] = "C";
        if (asNobody)
        {
            info.UserName = Nobody;
        }

        return info;
    }

    public override string ToString() => asNobody ? Nobody : inNamespace ? "root in a user namespace" : Environment.UserName;

    private static bool IsReachable(string folder)
    {
        for (var level = new DirectoryInfo(folder); level is not null; level = level.Parent)
        {
            if (!level.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static (uint User, uint Group) NobodyIds()
    {
        var fields = File.ReadLines("/etc/passwd").First(line => line.StartsWith(Nobody + ":", StringComparison.Ordinal)).Split(':');
        return (uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
