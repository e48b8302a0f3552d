using Marketplace.Core.Kernel;

namespace Marketplace.Api.Admin;

/// <summary>A place in the queue of submissions: those of plans with priority first, in both parts the longest waiting first.</summary>
internal sealed record SubmissionPosition(bool IsPriority, TimePosition Waiting)
{
    private const char Priority = 'p';

    public static Result<SubmissionPosition> Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return new SubmissionPosition(true, TimePosition.Oldest);
        }

        var isPriority = cursor[0] == Priority;
        return TimePosition.Parse(cursor[1..], TimePosition.Oldest).Select(waiting => new SubmissionPosition(isPriority, waiting));
    }

    public override string ToString() => $"{(IsPriority ? Priority : 'n')}{Waiting}";
}
