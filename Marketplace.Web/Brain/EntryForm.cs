using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Brain;

namespace Marketplace.Web.Brain;

/// <summary>An entry as a person types it.</summary>
public sealed class EntryForm
{
    public string Kind { get; set; } = "solution";

    [Required(ErrorMessage = "Give it a title."), StringLength(140, MinimumLength = 8, ErrorMessage = "Use 8 to 140 characters.")]
    public string? Title { get; set; }

    [StringLength(400, ErrorMessage = "Use at most 400 characters.")]
    public string? Context { get; set; }

    [Required(ErrorMessage = "Write it down."), StringLength(40_000, MinimumLength = 60, ErrorMessage = "Use 60 to 40,000 characters.")]
    public string? Body { get; set; }

    /// <summary>Separated by commas.</summary>
    public string? Tags { get; set; }

    public string? Stacks { get; set; }

    public string? SourceUrl { get; set; }

    /// <summary>Who reads it once it is published: <c>public</c> or <c>team</c>; only a new entry is asked.</summary>
    public string? Space { get; set; }

    /// <summary>Of the entry when the form was opened.</summary>
    public int? Revision { get; set; }

    /// <summary>Which button was pressed: <c>draft</c>, <c>publish</c> or <c>despite</c>.</summary>
    public string? Action { get; set; }

    public static EntryForm Of(OwnEntryView entry) => new()
    {
        Kind = entry.Kind.ToString().ToLowerInvariant(),
        Title = entry.Title,
        Context = entry.Context,
        Body = entry.Body,
        Tags = string.Join(", ", entry.Tags),
        Stacks = string.Join(", ", entry.Stacks.Select(stack => stack.Label)),
        SourceUrl = entry.SourceUrl,
        Revision = entry.Revision,
    };

    internal T Fill<T>(T request) where T : EntryRequest
    {
        request.Kind = BrainWords.Read(Kind);
        request.Title = Title ?? "";
        request.Context = Context;
        request.Body = Body?.ReplaceLineEndings("\n") ?? "";
        request.Tags = Words(Tags);
        request.Stacks = Words(Stacks);
        request.SourceUrl = string.IsNullOrWhiteSpace(SourceUrl) ? null : SourceUrl.Trim();
        return request;
    }

    private static string[] Words(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
