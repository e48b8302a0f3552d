namespace Marketplace.Migrations.Demo;

/// <summary>A listing as written in <c>Demo/Products</c>.</summary>
internal sealed record DemoProduct
{
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Description { get; init; }
    public required string Category { get; init; }
    public required int Seller { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyList<string> Stack { get; init; }
    public required long PriceCents { get; init; }
    public long? ExtendedPriceCents { get; init; }
    public string? DemoUrl { get; init; }
    public string? DocsUrl { get; init; }

    /// <summary>Days since it was published, at the time of seeding.</summary>
    public required int Age { get; init; }

    /// <summary>1 to 10: how well it sells.</summary>
    public required int Weight { get; init; }
    public required DemoArt Art { get; init; }

    /// <summary>The template of its package.</summary>
    public required string Kit { get; init; }

    /// <summary>The words its source code is about, in PascalCase.</summary>
    public required IReadOnlyList<string> Nouns { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<DemoVersion> Versions { get; init; }
    public required IReadOnlyList<DemoReview> Reviews { get; init; }
}

/// <param name="Age">Days since it was published.</param>
internal sealed record DemoVersion(string Number, string Changelog, int Age);

internal sealed record DemoReview(int Stars, string Title, string Text, string? Answer);

internal sealed record DemoSeller(int Number, string Email, string Name, string Handle, string Bio, IReadOnlyList<string> Links)
{
    public Guid Id => DemoIds.User(Number);
}

internal sealed record DemoBuyer(int Number, string Name)
{
    public Guid Id => DemoIds.User(Number);

    public string Email => $"buyer{Number}@demo.test";
}

internal static class DemoIds
{
    public const int Buyer = 1;
    public const int Admin = 3;

    public static Guid User(int number) => new($"01920000-0000-7000-8000-{number:D12}");

    /// <summary>The same on every run, so that a seeding that was cut off writes its files over the ones it left.</summary>
    public static Guid Of(string key)
    {
        var hex = new DemoRandom(key).NextGuid().ToString("N");
        return new($"01920001-{hex[..4]}-7{hex[4..7]}-8{hex[7..10]}-{hex[10..22]}");
    }
}
