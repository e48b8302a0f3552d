using System.Globalization;
using Marketplace.NativeHost.Graph;

namespace Marketplace.NativeHost.Running;

/// <summary>What the person at the terminal reads: a line for each step, then the table.</summary>
internal sealed class Terminal(TextWriter output)
{
    private readonly Lock gate = new();

    public void Line(string text)
    {
        lock (gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    public void Report(ResourceStatus before, ResourceStatus after)
    {
        if (before.State == after.State && before.Message == after.Message)
        {
            return;
        }

        var text = after.State switch
        {
            ResourceState.Starting => after.Message is null ? before.State == ResourceState.Starting ? null : "starting" : $"still starting: {after.Message}",
            ResourceState.Running when after.ReadyAfter is { } time => before.State == ResourceState.Unhealthy ? "healthy again" : $"ready in {Seconds(time)}",
            ResourceState.Running => "running",
            ResourceState.Finished => $"finished in {Seconds(after.ReadyAfter ?? TimeSpan.Zero)}",
            ResourceState.Unhealthy => $"unhealthy: {after.Message}",
            ResourceState.Restarting => $"{after.Message}, starting it again. Log: {after.Log}",
            ResourceState.Failed => $"FAILED: {after.Message}. Log: {after.Log}",
            _ => null,
        };
        if (text is not null)
        {
            Line($"  {after.Name,-12} {text}");
        }
    }

    public void Table(IReadOnlyList<ResourceStatus> all, IReadOnlyList<ProcessResource> resources, string statusUrl, IReadOnlyList<string> notes)
    {
        var rows = all.Select(status => (status.Name, State: StateName(status.State), Url: status.Url ?? "", Pid: status.Pid?.ToString(CultureInfo.InvariantCulture) ?? "", status.Kind)).ToList();
        rows.Insert(0, ("RESOURCE", "STATE", "URL", "PID", "WHAT"));
        var (name, state, url, pid) = (rows.Max(row => row.Name.Length), rows.Max(row => row.State.Length), rows.Max(row => row.Url.Length), rows.Max(row => row.Pid.Length));

        var lines = rows.Select(row => $"  {row.Name.PadRight(name)}  {row.State.PadRight(state)}  {row.Url.PadRight(url)}  {row.Pid.PadLeft(pid)}  {row.Kind}").ToList();
        lines.Add("");
        lines.Add($"  Status page: {statusUrl}");
        lines.AddRange(resources.Select(resource => resource.Link()).Where(link => link?.DisplayText is not null).Select(link => $"  {link!.DisplayText}: {link.Url}"));
        lines.AddRange(notes.Select(note => "  " + note));
        lines.Add("  Ctrl-C stops everything.");
        Line("\n" + string.Join('\n', lines) + "\n");
    }

    public static string StateName(ResourceState state) => state.ToString().ToLowerInvariant();

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
