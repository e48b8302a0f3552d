using System.Runtime.InteropServices;

namespace Marketplace.NativeHost.Running;

internal static partial class Posix
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static bool IsRoot => GetEffectiveUser() == 0;

    /// <summary>To the process, or with a negative number to its whole group. A process that is gone already is no error.</summary>
    public static void Signal(int pid, int signal) => _ = SendSignal(pid, signal);

    public static bool TryChangeOwner(string path, uint user, uint group) => ChangeOwner(path, user, group) == 0;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
