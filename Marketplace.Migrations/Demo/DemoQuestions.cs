using Marketplace.Core.Kernel;
using Marketplace.Core.Questions;

namespace Marketplace.Migrations.Demo;

/// <summary>Questions of the demo's buyers, as written in <c>Questions.txt</c>: <c>faq</c> and <c>shown</c> ones are answered, <c>open</c> ones wait.</summary>
internal static class DemoQuestions
{
    private const int DaysBetween = 5;

    public static IReadOnlyList<Question> Write(DemoCatalog catalog, IReadOnlyList<DemoListing> listings, DateTimeOffset now)
    {
        var dice = new DemoRandom("questions");
        var bySlug = listings.ToDictionary(listing => listing.Source.Slug);
        return [.. DemoFiles.ReadText("Questions.txt").Split("===== ", StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(text => WriteProduct(text.Trim().Split('\n'), bySlug, catalog, dice, now))];
    }

    private static IEnumerable<Question> WriteProduct(string[] lines, Dictionary<string, DemoListing> bySlug, DemoCatalog catalog, DemoRandom dice, DateTimeOffset now)
    {
        var product = bySlug[lines[0].Trim()].Product;
        var place = 0;
        foreach (var (line, index) in lines.Skip(1).Select((line, index) => (line, index)))
        {
            var cells = line.Split(" | ", 3);
            var askedAt = now.AddDays(index - lines.Length * DaysBetween).AddHours(dice.Between(1, 20));
            var question = new Question
            {
                Id = Guid.CreateVersion7(askedAt),
                ProductId = product.Id,
                SellerId = product.SellerId,
                AskerId = dice.Pick(catalog.Buyers).Id,
                Body = cells[1],
                CreatedAt = askedAt,
            };
            if (cells.Length > 2)
            {
                question.Answer(cells[2], MarkdownRenderer.ToHtml(cells[2]), askedAt.AddHours(dice.Between(1, 30)));
                question.FaqPosition = cells[0] == "faq" ? ++place : null;
            }

            yield return question;
        }
    }
}
