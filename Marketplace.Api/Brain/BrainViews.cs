using Marketplace.Contracts.Brain;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Catalog;

namespace Marketplace.Api.Brain;

/// <summary>Names of the Brain on the wire.</summary>
internal static class BrainViews
{
    public static EntryKindName Kind(EntryKind kind) => kind switch
    {
        EntryKind.Pattern => EntryKindName.Pattern,
        EntryKind.Solution => EntryKindName.Solution,
        EntryKind.Lesson => EntryKindName.Lesson,
        EntryKind.Tip => EntryKindName.Tip,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static EntryKind Kind(EntryKindName? kind) => kind switch
    {
        EntryKindName.Pattern => EntryKind.Pattern,
        EntryKindName.Solution => EntryKind.Solution,
        EntryKindName.Lesson => EntryKind.Lesson,
        EntryKindName.Tip => EntryKind.Tip,
        _ => throw new BadHttpRequestException("There is no such kind."),
    };

    public static EntryStatus Status(EntryState state) => state switch
    {
        EntryState.Draft => EntryStatus.Draft,
        EntryState.Published => EntryStatus.Published,
        EntryState.Deprecated => EntryStatus.Deprecated,
        EntryState.Merged => EntryStatus.Merged,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static List<StackView> Stacks(IEnumerable<string> stacks) => [.. stacks.Select(stack => new StackView(stack, StackVocabulary.Label(stack)))];

    public static EntryContent Content(EntryRequest request) =>
        new(Kind(request.Kind), request.Title, request.Context ?? "", request.Body, request.Tags, request.Stacks, request.SourceUrl);
}
