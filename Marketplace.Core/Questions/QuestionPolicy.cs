namespace Marketplace.Core.Questions;

/// <summary>
/// Everybody with an account may ask, bought or not: questions are asked before buying. Not the seller, and not without measure. A question is public
/// once it is answered, an answer is part of the FAQ once the seller puts it there.
/// </summary>
public static class QuestionPolicy
{
    public const int MinBody = 10;
    public const int MaxBody = 1_000;
    public const int MaxAnswer = 5_000;

    /// <summary>Of one person on one product, without an answer.</summary>
    public const int MaxWaiting = 3;

    /// <summary>Of one person on all products within <see cref="Day"/>.</summary>
    public const int MaxPerDay = 20;
    public const int MaxFaq = 20;

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
}
