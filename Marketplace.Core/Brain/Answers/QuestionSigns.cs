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

    /// <summary>It asks for one exact detail: what a flag, a field or an argument is called, how many, how long, where to set it. Sentences near it are no answer.</summary>
    public static bool WantsDetail(string question) => Detail().IsMatch(question) || WantsNumber(question) || Place().IsMatch(question);

    public static bool WantsNumber(string question) => Quantity().IsMatch(question);

    /// <summary>
    /// It says first how something is in general, and then asks about that: <c>X keeps messages for 24 hours. How do I extend it?</c> Who tells what happened to
    /// them says I, we or our, or tells it in the past.
    /// </summary>
    public static bool StatesAFact(string question) =>
        Statement().Match(question) is { Success: true } match && match.Groups["fact"].Value is var fact
        && Verb().IsMatch(fact) && !Story().IsMatch(fact) && !Asking().IsMatch(fact);

    /// <summary>It takes something for granted that is rarely so: that a thing happens by itself, is built in, or is guaranteed.</summary>
    public static bool TakesForGranted(string question) => Granted().IsMatch(question);

    [GeneratedRegex(@"\b(?:automatically|built-?in|guarantees?|guaranteed|natively|by itself|always|the exact|exactly[- ]once)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Granted();

    [GeneratedRegex("""\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|\b[a-z]+[A-Z][A-Za-z0-9]*\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\b|\b[a-z][\w-]*=["']?\w+|\b[A-Z]{6,}\b""")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:which|what|where|exact)\b[^.?!]{0,60}?\b(?:flag|attribute|option|setting|header|toggle|switch|parameter|syntax|field|argument|overload|value|mode|threshold|page of|number|node|key|variable|annotation)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\b(?:how many|how long|how much|for how|within how|after how|what value|how often|what number)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"(?:^|[.?!,] |\bso )(?:where|(?:in|on|since|with|from) which)\b|\bwhere (?:do|is|can|in|are)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?<fact>[^?]{15,}?)(?:[.!]|, right\?|,)\s+(?:how|where|which|what|why|since|after|is|are|does|do|can|in|i'd|so|i need)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b\w+s\b|\bhave\b|\bare\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(?:i|i'm|i've|i'd|we|we're|our|my|me|us|users?|customers?|someone|somebody|client)\b|\b(?:was|were|had|did|got|gets?|went|fails?|failed|complain\w*|\w{3,}ed|dies|still|suddenly|sometimes|but|although)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Story();

    [GeneratedRegex(@"^(?:how|what|why|which|where|when|can|is|are|do|does)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();
}
