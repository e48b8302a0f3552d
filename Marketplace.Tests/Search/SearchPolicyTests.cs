using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

internal sealed class SearchPolicyTests
{
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 2)]
    [TestCase(5, 4)]
    [TestCase(6, 4)]
    [TestCase(10, 7)]
    public void RequiredWords_LetLongQueriesMissSome(int words, int required) => Assert.That(SearchPolicy.RequiredWords(words), Is.EqualTo(required));

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(999, 1)]
    [TestCase(1000, 2)]
    [TestCase(24999, 5)]
    [TestCase(25000, 6)]
    public void PriceBucket_BeginsAtItsLowerBound(long cents, int bucket) => Assert.That(SearchPolicy.PriceBucket(cents), Is.EqualTo(bucket));

    [Test]
    public void RatingScore_OnePerfectReview_IsBelowFiftyGoodOnes() =>
        Assert.That(SearchPolicy.RatingScore(1, 5), Is.LessThan(SearchPolicy.RatingScore(50, 230)).And.GreaterThan(SearchPolicy.RatingScore(0, 0)));

    [TestCase("react", "recat", 1)]
    [TestCase("react", "react", 0)]
    [TestCase("blazor", "bazor", 1)]
    [TestCase("postgres", "postgress", 1)]
    [TestCase("kubernetes", "kuberntes", 1)]
    [TestCase("go", "", 2)]
    [TestCase("vue", "rust", 3)]
    public void Spelling_CountsASwapAsOne(string left, string right, int distance) =>
        Assert.That((Spelling.Distance(left, right), Spelling.Distance(right, left)), Is.EqualTo((distance, distance)));
}
