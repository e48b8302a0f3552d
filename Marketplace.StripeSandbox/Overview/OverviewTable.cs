using System.Globalization;
using Marketplace.StripeSandbox.Pages;

namespace Marketplace.StripeSandbox.Overview;

/// <summary>The parts that the sections of the overview are made of.</summary>
internal static class OverviewTable
{
    public const int RowsShown = 10;

    /// <summary>A titled part of the page. Its id is where buttons lead back to.</summary>
    public static Html Section(string id, string title, int count, Html content, string empty = "None yet.") => Html.Of($"""
        <section class="card" aria-labelledby="{id}">
          <h2 id="{id}">{title} <span class="count">{count}</span></h2>
          {(count == 0 ? Html.Of($"""<p class="hint">{empty}</p>""") : content)}
        </section>
        """);

    /// <summary>A column whose name ends in # holds numbers.</summary>
    public static Html Of(string labelledBy, string[] columns, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{labelledBy}">
        <table>
          <thead><tr>{Html.Join(columns.Select(Heading))}</tr></thead>
          <tbody>{Html.Join(rows)}</tbody>
        </table>
        </div>
        """);

    /// <summary>A button that sends one value; <paramref name="about"/> tells a screen reader which row it belongs to.</summary>
    public static Html Button(string action, string label, string name, string value, string? about = null) => Html.Of($"""
        <form method="post" action="{action}"><button class="small" type="submit" name="{name}" value="{value}" aria-label="{label}{(about is null ? "" : $": {about}")}">{label}</button></form>
        """);

    public static Html Select(string id, string name, string label, IEnumerable<string> values, string? unset = null) => Html.Of($"""
        <div class="field"><label for="{id}">{label}</label><select id="{id}" name="{name}">{Html.If(unset is not null, () => Html.Of($"""<option value="">{unset}</option>"""))}{Html.Join(values.Select(v => Html.Of($"<option>{v}</option>")))}</select></div>
        """);

    public static Html Input(string id, string name, string label, string placeholder = "", string mode = "text") => Html.Of($"""
        <div class="field"><label for="{id}">{label}</label><input id="{id}" name="{name}" inputmode="{mode}" placeholder="{placeholder}" autocomplete="off" spellcheck="false"></div>
        """);

    public static Html State(string state) => Html.Of($"""<span class="state {state.Replace(' ', '-')}">{state.Replace('_', ' ')}</span>""");

    public static string Time(DateTimeOffset time) => time.ToString("ddd d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Time(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    private static Html Heading(string column) => column.EndsWith('#')
        ? Html.Of($"""<th scope="col" class="amount">{column[..^1]}</th>""")
        : Html.Of($"""<th scope="col">{column}</th>""");
}
