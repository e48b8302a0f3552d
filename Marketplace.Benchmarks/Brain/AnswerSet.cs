using System.Text.Json;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;

namespace Marketplace.Benchmarks.Brain;

/// <summary>A question with what should come of it.</summary>
/// <param name="Entry">The slug of the entry that answers it; null when none does.</param>
/// <param name="Also">Others that answer it too.</param>
/// <param name="Kind"><c>answerable</c>, <c>unanswerable</c> or <c>false_premise</c>: it takes for true what no entry says.</param>
internal sealed record JudgedQuestion(string Id, string Question, string? Entry, string Kind, IReadOnlyList<string>? Also = null)
{
    public bool IsAnswerable => Entry is not null;

    public bool IsRight(string slug) => slug == Entry || Also?.Contains(slug) == true;
}

/// <summary>Entries as files with keys between two lines of dashes, and questions about them.</summary>
internal static class AnswerSet
{
    public static IEnumerable<KnowledgeDocument> Entries(string folder, Guid authorId) => Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(file =>
    {
        var parts = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n---\n", 2);
        var keys = parts[0].Split('\n').Skip(1).Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return new KnowledgeDocument
        {
            Id = Guid.CreateVersion7(),
            Kind = DocumentKind.Entry,
            Space = Space.Public,
            AuthorId = authorId,
            Title = keys["title"],
            Context = keys.GetValueOrDefault("context", ""),
            Text = parts[1].Trim(),
            Tags = Words(keys["tags"]),
            Stacks = Words(keys["stacks"]),
            Path = $"/brain/{Path.GetFileNameWithoutExtension(file)}",
            ChangedAt = DateTimeOffset.UnixEpoch,
        };
    });

    public static IEnumerable<JudgedQuestion> Questions(string file) => File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<JudgedQuestion>(line, JsonSerializerOptions.Web)!);

    private static List<string> Words(string list) => [.. list.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>What answers are worth, counted.</summary>
internal sealed class AnswerScore
{
    private int answerable;
    private int answered;
    private int right;
    private int unanswerable;
    private int refused;

    /// <summary>Quotes that do not stand in their entry word for word.</summary>
    public int Unverified { get; private set; }

    /// <summary>Of the questions that have an answer.</summary>
    public double Answered => (double)answered / Math.Max(1, answerable);

    /// <summary>Of those that were answered, from an entry that does answer.</summary>
    public double Right => (double)right / Math.Max(1, answered);

    /// <summary>The same of everything that was answered, also what should not have been.</summary>
    public double RightOfAll => (double)right / Math.Max(1, answered + unanswerable - refused);

    /// <summary>Of the questions that have no answer or a false premise.</summary>
    public double Refused => (double)refused / Math.Max(1, unanswerable);

    /// <returns>Whether it came out as it should.</returns>
    public bool Add(JudgedQuestion question, KnowledgeAnswer answer, IReadOnlyDictionary<string, string> texts)
    {
        var isAnswered = answer.State == AnswerState.Answered;
        Unverified += answer.Sentences.SelectMany(sentence => sentence.Quotes).Count(quote => !QuotePolicy.IsVerbatim(quote.Text, texts[PathOf(answer, quote.N)]));
        if (!question.IsAnswerable)
        {
            (unanswerable, refused) = (unanswerable + 1, refused + (isAnswered ? 0 : 1));
            return !isAnswered;
        }

        var isRight = isAnswered && question.IsRight(PathOf(answer, answer.Sentences[0].Quotes[0].N)["/brain/".Length..]);
        (answerable, answered, right) = (answerable + 1, answered + (isAnswered ? 1 : 0), right + (isRight ? 1 : 0));
        return isRight;
    }

    public override string ToString() => FormattableString.Invariant(
        $"unverified quotes {Unverified}; refused {Refused:P1} of {unanswerable} without an answer; answered {Answered:P1} of {answerable}; from the right entry {Right:P1} of these, {RightOfAll:P1} of all answered");

    private static string PathOf(KnowledgeAnswer answer, int n) => answer.Sources.Single(source => source.N == n).Path;
}
