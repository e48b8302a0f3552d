using Marketplace.Contracts.Brain;

namespace Marketplace.Web.Brain;

/// <summary>What kinds and states of the Brain are called.</summary>
internal static class BrainWords
{
    public static readonly (EntryKindName Kind, string Name, string Plural, string Explain)[] Kinds =
    [
        (EntryKindName.Solution, "Solution", "Solutions", "one problem and what solves it"),
        (EntryKindName.Pattern, "Pattern", "Patterns", "a way of doing something that has proved itself"),
        (EntryKindName.Lesson, "Lesson", "Lessons", "what went wrong and what you learnt"),
        (EntryKindName.Tip, "Tip", "Tips", "a short hint"),
    ];

    public static string Of(EntryKindName kind) => Kinds.First(known => known.Kind == kind).Name;

    public static EntryKindName? Read(string? value) =>
        Kinds.Where(known => known.Kind.ToString().Equals(value, StringComparison.OrdinalIgnoreCase)).Select(known => (EntryKindName?)known.Kind).FirstOrDefault();

    public static (string Text, string Class) Of(OwnEntryView entry) => entry switch
    {
        { HiddenReason: not null } => ("Hidden", "badge-bad"),
        { Status: EntryStatus.Draft } => ("Draft", ""),
        { Status: EntryStatus.Published } => ("Published", "badge-good"),
        { Status: EntryStatus.Deprecated } => ("Deprecated", "badge-hold"),
        _ => ("Merged", "badge-info"),
    };

    public static (string Text, string Class) Of(AnswerStatus status) => status switch
    {
        AnswerStatus.Answered => ("Answered from sources", "badge-good"),
        AnswerStatus.Related => ("Possibly related", "badge-hold"),
        _ => ("No answer", ""),
    };

    public static string SourceKind(string kind) => kind switch
    {
        "readme" => "README",
        "docs" => "Documentation",
        "faq" => "Seller's answer",
        _ => "Entry",
    };

    public static string Cited(int times) => times switch
    {
        0 => "not cited yet",
        1 => "cited once",
        _ => $"cited {times} times",
    };

    public static string Edit(OwnEntryView entry) => $"/brain/entries/{entry.Id}";

    /// <summary>What an entry is about: filters of the list, with how people read them, each once.</summary>
    public static IEnumerable<(string Query, string Label)> Topics(IReadOnlyList<string> tags, IReadOnlyList<StackView> stacks) =>
        stacks.Select(stack => ($"stack={Uri.EscapeDataString(stack.Value)}", stack.Label))
            .Concat(tags.Except(stacks.Select(stack => stack.Value)).Select(tag => ($"tag={Uri.EscapeDataString(tag)}", tag)));
}
