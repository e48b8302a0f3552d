using System.Text.RegularExpressions;

namespace Marketplace.Core.Brain.Answers;

/// <summary>What a question tells by how it is written.</summary>
public static partial class QuestionSigns
{
    /// <summary>Words of talking, stemmed: they are rare in what is written down, and so would weigh as much as what the question is about.</summary>
    private static readonly HashSet<string> Chatter = new(
        """
        actual alreadi also alway anyon anyth around away back best better bit come correct day els enough even ever everi everyth exact far find get give go good happen
        hello help hi idea instead issu keep kind know let like look lot make mani mean much need new noth one our own part peopl pleas possibl problem proper question
        realli recommend right say see seem sens set show someon someth sort still suggest sure take tell thank thing think today tri two use want way week whole without work wrong yesterday
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public static bool IsChatter(string stem) => Chatter.Contains(stem);

    /// <summary>
    /// Names written as code is: <c>keep_session_state</c>, <c>maxAge</c>, <c>ZeroOnRent</c>, <c>trap="strict"</c>, <c>REEMBED</c>. Who asks about one wants to know of just
    /// that one, so a source that does not have it does not answer; often there is no such thing.
    /// </summary>
    public static IEnumerable<string> Names(string question) => Name().Matches(question).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>It asks what a flag, a setting, a header and the like is called: sentences near it are no answer.</summary>
    public static bool WantsName(string question) => Wanted().IsMatch(question);

    /// <summary>It takes something for granted that is rarely so: that a thing happens by itself, is built in, or is guaranteed.</summary>
    public static bool TakesForGranted(string question) => Granted().IsMatch(question);

    [GeneratedRegex(@"\b(?:automatically|built-?in|guarantees?|guaranteed|natively|by itself|always|the exact)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Granted();

    [GeneratedRegex("""\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|\b[a-z]+[A-Z][A-Za-z0-9]*\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\b|\b[a-z][\w-]*=["']?\w+|\b[A-Z]{6,}\b""")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:which|what|where|exact)\b[^.?!]{0,60}?\b(?:flag|attribute|option|setting|header|toggle|switch|parameter|syntax)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wanted();
}
