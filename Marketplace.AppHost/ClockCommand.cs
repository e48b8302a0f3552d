using System.Reflection;

namespace Marketplace.AppHost;

/// <summary>`dotnet run --project Marketplace.AppHost -- clock [+8d|+36h|+90m|reset]`: shows or moves market time of a running Development system.</summary>
internal static class ClockCommand
{
    /// <summary>The same file for the command and for the hosts, which get it as Clock__File.</summary>
    public static string FilePath { get; } = Path.GetFullPath(Path.Combine(
        Environment.GetEnvironmentVariable("MARKETPLACE_DATA") is { Length: > 0 } data ? data : Path.Combine(RepositoryRoot(), ".data"),
        "clock.json"));

    public static bool TryRun(string[] args)
    {
        if (args is not ["clock", ..])
        {
            return false;
        }

        if (args.Length > 1 && ClockFile.Apply(FilePath, args[1]) is { } problem)
        {
            Console.Error.WriteLine(problem);
            Environment.ExitCode = 1;
        }
        else
        {
            Console.WriteLine($"Market time: {ClockFile.Describe(ClockFile.Read(FilePath), TimeProvider.System.GetUtcNow())}");
        }

        return true;
    }

    private static string RepositoryRoot() => typeof(ClockCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryRoot")?.Value ?? Directory.GetCurrentDirectory();
}
