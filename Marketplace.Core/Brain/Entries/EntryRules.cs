using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

/// <summary>What an entry's fields may hold. Shape (lengths, required) is checked on the wire contract before.</summary>
internal static class EntryRules
{
    /// <summary>The content in its canonical form, or the first refusal.</summary>
    public static Result<EntryContent> Check(EntryContent written)
    {
        var tags = TagPolicy.Tags(written.Tags);
        var stacks = TagPolicy.Stack(written.Stacks);
        if ((tags.Error ?? stacks.Error) is { } refusal)
        {
            return refusal;
        }

        var source = written.SourceUrl?.Trim();
        var content = written with
        {
            Title = PersonText.Line(written.Title),
            Context = PersonText.Line(written.Context),
            Body = PersonText.Block(written.Body),
            Tags = tags.Value!,
            Stacks = stacks.Value!,
            SourceUrl = string.IsNullOrEmpty(source) ? null : source,
        };
        return FirstRefusal(content) is { } error ? error : content;
    }

    private static Error? FirstRefusal(EntryContent content) => content switch
    {
        { Title.Length: < EntryPolicy.MinTitle } => EntryErrors.TitleTooShort,
        { Body.Length: < EntryPolicy.MinBody } => EntryErrors.BodyTooShort,
        { Tags.Count: 0, Stacks.Count: 0 } => EntryErrors.NoTag,
        { Tags.Count: > BrainPolicy.MaxTags } or { Stacks.Count: > BrainPolicy.MaxTags } => EntryErrors.TooManyTags,
        { SourceUrl: { } source } when !HttpsAddress.IsValid(source) => EntryErrors.BadSource,
        _ => null,
    };
}
