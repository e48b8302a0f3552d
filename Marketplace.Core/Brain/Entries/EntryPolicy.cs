using System.Text.RegularExpressions;

namespace Marketplace.Core.Brain.Entries;

/// <summary>Everybody with an account may contribute, not without measure; what reads like orders to a machine is looked at by a person.</summary>
public static partial class EntryPolicy
{
    public const int MinTitle = 8;
    public const int MinBody = 60;
    public const int MaxReason = 600;
    public const int MaxDrafts = 100;

    /// <summary>Published by one person within <see cref="Day"/>.</summary>
    public const int MaxPerDay = 20;
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Paths below <c>/brain/</c> that are pages of their own.</summary>
    public static readonly IReadOnlyList<string> ReservedSlugs = ["answers", "contribute", "entries", "mine", "patterns", "questions", "team"];

    /// <summary>
    /// Whether a text speaks to a language model instead of a reader. Nothing hangs on it but a look by a person: answers treat sources as data anyway.
    /// </summary>
    public static bool ReadsLikeOrders(string text) => Orders().IsMatch(text);

    [GeneratedRegex(
        @"\b(ignore|disregard|forget)\b.{0,30}\b(previous|prior|above|earlier|all|your|system)\b.{0,30}\b(instruction|prompt|rule|message)|\byou are (now|no longer)\b.{0,40}\b(assistant|model|ai|bot)\b|\b(reveal|print|repeat)\b.{0,30}\bsystem prompt\b|<\|?(system|im_start)\|?>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Orders();
}
