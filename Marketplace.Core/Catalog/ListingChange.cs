using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>What a seller wants an approved listing's offer to be: all of it, not only what differs.</summary>
/// <param name="Id">A replaced change has another one, so that nobody approves what they have not seen.</param>
/// <param name="RefusedReason">Null while it waits.</param>
public sealed record ListingChange(Guid Id, long? PriceCents, long? ExtendedPriceCents, string Category, string? RefusedReason = null)
{
    /// <summary>What differs from the listing as it is sold, in words.</summary>
    public IReadOnlyList<ChangedField> Differences(Product live)
    {
        string Price(long? cents) => cents switch
        {
            null => "not offered",
            0 => "free",
            { } known => new Money(known, live.Currency).ToString(),
        };
        List<ChangedField> fields =
        [
            new("Standard licence", Price(live.PriceCents), Price(PriceCents)),
            new("Extended licence", Price(live.ExtendedPriceCents), Price(ExtendedPriceCents)),
            new("Category", CategoryTree.NameOf(live.CategorySlug), CategoryTree.NameOf(Category)),
        ];
        return fields.FindAll(field => field.Before != field.After);
    }
}

public sealed record ChangedField(string Name, string Before, string After);
