using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Identity.Pages;

/// <summary>Label, hint, input and message of one form value, tied together for screen readers.</summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }

    public string Type { get; set; } = "text";

    public required string Autocomplete { get; set; }

    public string? Hint { get; set; }

    public bool Autofocus { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = For.Name.Replace('.', '_');
        var entry = ViewContext.ViewData.ModelState.GetValueOrDefault(For.Name);
        var error = entry?.Errors.Select(e => e.ErrorMessage).FirstOrDefault(message => message.Length > 0);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml(Text("label", "for", id, For.Metadata.GetDisplayName()));
        if (Hint is not null)
        {
            output.Content.AppendHtml(Text("span", "id", id + "_hint", Hint, "field-hint"));
        }

        output.Content.AppendHtml(Input(id, entry?.AttemptedValue ?? For.Model as string, error is not null));
        if (error is not null)
        {
            output.Content.AppendHtml(Text("span", "id", id + "_error", error, "field-error"));
        }
    }

    private TagBuilder Input(string id, string? value, bool invalid)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("input");
        input.Attributes["id"] = id;
        input.Attributes["name"] = For.Name;
        input.Attributes["type"] = Type;
        input.Attributes["autocomplete"] = Autocomplete;
        if (For.Metadata.IsRequired)
        {
            input.Attributes["required"] = null;
        }

        if (Type == "email")
        {
            input.Attributes["inputmode"] = "email";
            input.Attributes["autocapitalize"] = "none";
            input.Attributes["spellcheck"] = "false";
        }

        if (For.Metadata.ValidatorMetadata.OfType<StringLengthAttribute>().FirstOrDefault() is { } length)
        {
            input.Attributes["maxlength"] = length.MaximumLength.ToString(CultureInfo.InvariantCulture);
        }

        // A password is typed again after a refusal: it never travels back in a page.
        if (Type != "password" && value is not null)
        {
            input.Attributes["value"] = value;
        }

        Describe(input, id, invalid);
        return input;
    }

    private void Describe(TagBuilder input, string id, bool invalid)
    {
        string[] described = [.. Hint is null ? [] : new[] { id + "_hint" }, .. invalid ? new[] { id + "_error" } : []];
        if (described.Length > 0)
        {
            input.Attributes["aria-describedby"] = string.Join(' ', described);
        }

        if (invalid)
        {
            input.Attributes["aria-invalid"] = "true";
        }

        if (Autofocus || invalid)
        {
            input.Attributes["autofocus"] = null;
        }
    }

    private static TagBuilder Text(string tag, string attribute, string value, string text, string? css = null)
    {
        var element = new TagBuilder(tag);
        element.Attributes[attribute] = value;
        if (css is not null)
        {
            element.AddCssClass(css);
        }

        element.InnerHtml.Append(text);
        return element;
    }
}
