using System.Globalization;
using System.Text.Json;

namespace Marketplace.Migrations.Demo;

/// <summary>Everything the demo sells and who takes part, read from the embedded files.</summary>
internal sealed record DemoCatalog(IReadOnlyList<DemoSeller> Sellers, IReadOnlyList<DemoBuyer> Buyers, IReadOnlyList<DemoProduct> Products)
{
    private const int FirstBuyer = 101;

    private static readonly string[] BuyerNames =
    [
        "Anna Kowalska", "Ben Whitaker", "Chiara Romano", "Daniel Osei", "Elif Demir", "Felix Brandt", "Grace Liu", "Hugo Martins", "Ines Carvalho", "Jakub Novak",
        "Kavya Nair", "Lars Nygaard", "Maya Cohen", "Niklas Berg", "Olivia Tran", "Pedro Alvarez", "Quinn Murphy", "Rosa Jimenez", "Sven Aalto", "Tara Singh",
        "Umar Farouk", "Vera Petrova", "Will Okonkwo", "Xenia Papadaki", "Yuki Tanaka", "Zoe Laurent", "Aaron Feldman", "Bianca Moretti", "Cem Yilmaz", "Dora Horvath",
        "Emil Sorensen", "Fatima Zahra", "Greta Lindholm", "Henry Adeyemi", "Irina Volkova", "Jonas Keller", "Katja Weiss", "Leo Dubois", "Mina Park", "Noah Jensen",
    ];

    public static DemoCatalog Load()
    {
        var sellers = JsonSerializer.Deserialize<List<DemoSeller>>(DemoFiles.ReadText("Sellers.json"), JsonSerializerOptions.Web)!;
        var buyers = BuyerNames.Select((name, index) => new DemoBuyer(FirstBuyer + index, name)).ToList();
        var products = DemoFiles.List("Products").SelectMany(file => Read(DemoFiles.ReadText(file))).ToList();
        return new DemoCatalog(sellers, buyers, products);
    }

    private static IEnumerable<DemoProduct> Read(string file) =>
        file.Split("===== ", StringSplitOptions.RemoveEmptyEntries).Select(ReadProduct);

    /// <summary>The slug, <c>name: value</c> lines (a value may continue on lines indented by two spaces), <c>---</c>, the description.</summary>
    private static DemoProduct ReadProduct(string text)
    {
        var parts = text.Split("\n---\n", 2);
        var lines = parts[0].Split('\n');
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> current = [];
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                current.Add(line[2..]);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields[line[..colon]] = current = [line[(colon + 1)..].Trim()];
        }

        return Build(lines[0].Trim(), fields, parts[1].Trim());
    }

    private static DemoProduct Build(string slug, Dictionary<string, List<string>> fields, string description)
    {
        string One(string name) => fields[name][0];
        IReadOnlyList<string> Many(string name) => One(name).Split(", ");
        IReadOnlyList<string> Below(string name) => fields.TryGetValue(name, out var lines) ? [.. lines.Skip(1)] : [];
        int Number(string name) => int.Parse(One(name), CultureInfo.InvariantCulture);

        var prices = One("price").Split(" / ").Select(price => long.Parse(price, CultureInfo.InvariantCulture)).ToList();
        var links = fields.TryGetValue("links", out var named) ? named[0].Split(' ') : [];
        var art = One("art").Split(" | ");
        return new DemoProduct
        {
            Slug = slug,
            Title = One("title"),
            Summary = One("summary"),
            Description = description,
            Category = One("category"),
            Seller = Number("seller"),
            Tags = Many("tags"),
            Stack = Many("stack"),
            PriceCents = prices[0],
            ExtendedPriceCents = prices.Count > 1 ? prices[1] : null,
            DemoUrl = links.Contains("demo") ? $"https://{slug}.example.com" : null,
            DocsUrl = links.Contains("docs") ? $"https://docs.example.org/{slug}" : null,
            Age = Number("age"),
            Weight = Number("weight"),
            Art = new DemoArt(art[0], art[1], art[2], art[3].Split(", "), Many("labels"), Below("code")),
            Kit = One("kit"),
            Nouns = Many("nouns"),
            Versions = ReadVersions(Below("versions"), Number("age")),
            Reviews = [.. Below("reviews").Select(ReadReview)],
        };
    }

    private static List<DemoVersion> ReadVersions(IReadOnlyList<string> lines, int age) =>
        [.. lines.Select((line, index) =>
        {
            var cells = line.Split(" | ", 2);
            return new DemoVersion(cells[0], cells[1], age - index * (age - 6) / lines.Count);
        })];

    private static DemoReview ReadReview(string line)
    {
        var answer = line.Split(" || ", 2);
        var cells = answer[0].Split(" | ", 3);
        return new DemoReview(int.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[2].Trim(), answer.Length > 1 ? answer[1] : null);
    }
}
