using System.Diagnostics;
using System.Globalization;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Benchmarks.Packages;

internal static class PassportCommand
{
    public static async Task<int> RunAsync(string size)
    {
        if (!int.TryParse(size, CultureInfo.InvariantCulture, out var megabytes) || megabytes is < 1 or > 4_000)
        {
            Console.WriteLine("Give the megabytes of source as a number from 1 to 4000.");
            return 2;
        }

        var path = Path.GetTempFileName();
        try
        {
            var unpacked = await SourcePackage.WriteAsync(path, megabytes);
            await using var stream = File.OpenRead(path);
            using var process = Process.GetCurrentProcess();
            GC.Collect();
            process.Refresh();
            var before = process.WorkingSet64;
            var watch = Stopwatch.StartNew();
            var scanning = new PackageScanner(null).ScanAsync(stream, CancellationToken.None);
            var peak = before;
            while (await Task.WhenAny(scanning, Task.Delay(20)) != scanning)
            {
                process.Refresh();
                peak = Math.Max(peak, process.WorkingSet64);
            }

            var scan = await scanning;
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unpacked:0} MB unpacked, {stream.Length / 1e6:0} MB packed, {scan.Files.Count} files, {scan.Passport?.CodeLines} lines, {scan.Passport?.Findings.Count} findings {scan.Refusal}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s, {unpacked / seconds:0} MB/s; memory {before >> 20} MiB before, {peak >> 20} MiB at most"));
            return scan.Refusal is null ? 0 : 1;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
