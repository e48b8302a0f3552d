using System.Globalization;
using System.Net;
using System.Text;
using Marketplace.AppHost;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.StatusPage;

/// <summary>The status page's markup. Works without script; the script only refreshes the parts that change.</summary>
internal sealed class StatusHtml(HostContext host, IReadOnlyList<ProcessResource> processes, string? clockFile, string formToken)
{
    private const int LogLines = 400;
    private static readonly string[] Steps = ["+1d", "+7d", "+8d"];

    public string Page(string? problem = null) => Document(
        host.Options.Title,
        $"""
        <header>
          <h1>{Encode(host.Options.Title)}</h1>
          <p>Native mode · process {Environment.ProcessId} · data in <code>{Encode(host.Data.Root)}</code></p>
        </header>
        {(problem is null ? "" : $"""<p class="problem" role="alert">{Encode(problem)}</p>""")}
        <div class="cards">{Links()}{Clock()}{Notes()}</div>
        <div id="live" data-refresh="/resources">{Resources()}</div>
        """);

    public string Resources()
    {
        var memory = host.Board.All.ToDictionary(status => status.Name, status => status.Pid is { } pid ? ProcessTable.Memory(pid) : 0);
        var total = memory.Values.Sum() + ProcessTable.Memory(Environment.ProcessId);
        var rows = new StringBuilder();
        foreach (var status in host.Board.All)
        {
            rows.Append(Row(status, memory[status.Name]));
        }

        return $"""
            <section aria-labelledby="resources">
              <h2 id="resources">Resources <small>{Megabytes(total)} in all, this host included</small></h2>
              <div class="scroll"><table>
                <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Address</th><th scope="col">Process</th><th scope="col">Memory</th><th scope="col">Up for</th><th scope="col">Ready in</th><th scope="col">Restarts</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
                <tbody>{rows}</tbody>
              </table></div>
            </section>
            """;
    }

    public static string Log(ResourceStatus status) => Document(
        $"{status.Name} · log",
        $"""
        <header><p><a href="/">← Resources</a></p><h1>{Encode(status.Name)}</h1><p>The last {LogLines} lines of <code>{Encode(status.Log ?? "")}</code></p></header>
        <div id="live" data-refresh="/logs/{Encode(status.Name)}" data-follow><pre class="log" tabindex="0">{Encode(string.Join('\n', LogFile.Tail(status.Log ?? "", LogLines)))}</pre></div>
        """);

    private static string Document(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{Encode(title)}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/status.css">
          <script src="/status.js" defer></script>
          <noscript><meta http-equiv="refresh" content="5"></noscript>
        </head>
        <body><main>{body}</main></body>
        </html>
        """;

    private string Row(ResourceStatus status, long memory)
    {
        var state = Terminal.StateName(status.State);
        var uptime = status.Pid is null || status.StartedAt is not { } started ? "" : Duration(DateTimeOffset.UtcNow - started);
        var message = status.Message is null ? "" : $"<div class=\"message\">{Encode(status.Message)}</div>";
        return $"""
            <tr>
              <th scope="row">{Encode(status.Name)}<div class="kind">{Encode(status.Kind)}</div></th>
              <td><span class="state {state}">{state}</span>{message}</td>
              <td>{Address(status.Url)}</td>
              <td class="number">{status.Pid?.ToString(CultureInfo.InvariantCulture)}</td>
              <td class="number">{(memory > 0 ? Megabytes(memory) : "")}</td>
              <td class="number">{uptime}</td>
              <td class="number">{(status.ReadyAfter is { } ready ? Terminal.Seconds(ready) : "")}</td>
              <td class="number">{(status.Restarts > 0 ? status.Restarts.ToString(CultureInfo.InvariantCulture) : "")}</td>
              <td class="actions">{Actions(status)}</td>
            </tr>
            """;
    }

    private string Actions(ResourceStatus status) => status.Log is null ? "" :
        $"""
        <a href="/logs/{Encode(status.Name)}">Log</a>
        <form method="post" action="/restart">{Token()}<input type="hidden" name="resource" value="{Encode(status.Name)}"><button class="quiet" aria-label="Restart {Encode(status.Name)}">Restart</button></form>
        """;

    private string Links()
    {
        var links = processes.Select(process => process.Link()).OfType<ResourceUrl>().Where(link => link.DisplayText is not null)
            .Select(link => $"""<li><a href="{Encode(link.Url)}">{Encode(link.DisplayText!)}</a><span>{Encode(link.Url)}</span></li>""");
        return $"""<section class="card" aria-labelledby="links"><h2 id="links">Open</h2><ul class="links">{string.Concat(links)}</ul></section>""";
    }

    private string Clock()
    {
        if (clockFile is null)
        {
            return "";
        }

        var offset = ClockFile.Read(clockFile);
        var buttons = string.Concat(Steps.Select(step => $"""<button name="step" value="{step}">{step}</button>"""));
        return $"""
            <section class="card" aria-labelledby="clock">
              <h2 id="clock">Market time</h2>
              <p class="time">{Encode(ClockFile.Describe(offset, TimeProvider.System.GetUtcNow()))}</p>
              <form method="post" action="/clock" class="steps">{Token()}{buttons}</form>
              <form method="post" action="/clock" class="steps">{Token()}<label class="hidden" for="step">Step</label><input id="step" name="step" placeholder="+36h" required pattern="\+?(\d+[dhms])+" title="Such as +36h, +90m or +1d12h"><button>Move</button></form>
              <form method="post" action="/clock" class="steps">{Token()}<button class="quiet" name="step" value="reset">Back to the wall clock</button></form>
              <p class="kind">Moves all hosts together. Forward only: what became due stays done after a reset.</p>
            </section>
            """;
    }

    private string Notes() => host.Options.Notes.Count == 0 ? "" :
        $"""<section class="card" aria-labelledby="notes"><h2 id="notes">Notes</h2>{string.Concat(host.Options.Notes.Select(note => $"<p>{Encode(note)}</p>"))}</section>""";

    private string Token() => $"""<input type="hidden" name="token" value="{formToken}">""";

    private static string Address(string? url) => url is null ? "" :
        url.StartsWith("http", StringComparison.Ordinal) ? $"""<a href="{Encode(url)}">{Encode(url)}</a>""" : $"<code>{Encode(url)}</code>";

    private static string Megabytes(long bytes) => $"{bytes / (1024 * 1024)} MB";

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
