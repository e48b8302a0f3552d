namespace Marketplace.StripeSandbox.Pages;

/// <summary>One labelled input.</summary>
internal sealed record Field(string Name, string Label)
{
    public string Value { get; init; } = "";
    public string? Error { get; init; }
    public string? Hint { get; init; }
    public string Type { get; init; } = "text";
    public string? InputMode { get; init; }
    public string? Placeholder { get; init; }
    public int MaxLength { get; init; } = 100;
    public bool Focus { get; init; }

    public Html Render() => Html.Of($"""
        <div class="field">
          <label for="{Name}">{Label}</label>
          <input id="{Name}" name="{Name}" type="{Type}" value="{Value}" maxlength="{MaxLength}" required autocomplete="off" spellcheck="false"{Attribute("inputmode", InputMode)}{Attribute("placeholder", Placeholder)}{Attribute("aria-describedby", DescribedBy)}{Attribute("aria-invalid", Error is null ? null : "true")}{Attribute("autofocus", Focus ? "autofocus" : null)}>
          {Note("hint", Hint)}{Note("error", Error)}
        </div>
        """);

    private string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (_, null) => $"{Name}-hint",
        (null, _) => $"{Name}-error",
        _ => $"{Name}-hint {Name}-error",
    };

    private Html Note(string kind, string? text) => text is null ? Html.Empty : Html.Of($"""<p class="{kind}" id="{Name}-{kind}">{text}</p>""");

    private static Html Attribute(string name, string? value) => value is null ? Html.Empty : Html.Of($""" {name}="{value}" """);
}
