using System.Globalization;
using Marketplace.Core.Catalog;

namespace Marketplace.Core.Selling;

/// <summary>Where the newest package of a listing stands.</summary>
public enum PackageStanding
{
    None,
    Uploading,
    Checking,
    Held,
    InReview,
    Refused,
    Ready,
}

/// <param name="Version">As the seller wrote it; empty without a package.</param>
public sealed record NewestPackage(PackageStanding Standing, string Version)
{
    public static NewestPackage Missing { get; } = new(PackageStanding.None, "");
}

/// <param name="IsWaiting">Others have to act; the seller only waits.</param>
public sealed record NextStep(string Text, bool IsWaiting);

/// <summary>The one thing that a listing's seller should do next, or waits for; null when all is done. What blocks sales comes before what would help them.</summary>
public static class NextStepPolicy
{
    /// <param name="brokenLink">Which of the listing's addresses cannot be reached, in words; null when all can.</param>
    public static NextStep? Of(Product product, NewestPackage package, string? brokenLink) => product.State switch
    {
        ProductState.Suspended => Do("Suspended: read why and mend it"),
        ProductState.Unlisted => Do("Not for sale: over your plan's number of listings"),
        ProductState.Rejected => Do("Change what was asked for, then submit it again"),
        ProductState.Submitted => Wait($"Waits for approval since {Day(product.SubmittedAt)}"),
        ProductState.Draft => OfPackage(package, isLive: false) ?? OfDraft(CatalogPolicy.Missing(product)),
        _ => OfPackage(package, isLive: true) ?? OfLive(product, brokenLink),
    };

    private static NextStep? OfPackage(NewestPackage package, bool isLive) => package.Standing switch
    {
        PackageStanding.Uploading => Do($"Finish uploading {package.Version}"),
        PackageStanding.Checking => Wait($"{package.Version} is being checked"),
        PackageStanding.Held => Do($"Mend or appeal what the check of {package.Version} found"),
        PackageStanding.Refused => Do($"{package.Version} was refused: upload one that passes"),
        PackageStanding.InReview => Wait($"{package.Version} waits for approval"),
        PackageStanding.None when isLive => Do("Add a package"),
        _ => null,
    };

    private static NextStep OfDraft(IReadOnlyList<string> missing) => missing.Count switch
    {
        0 => Do("Submit it for approval"),
        1 => Do($"Add {missing[0]}"),
        _ => Do(string.Create(CultureInfo.InvariantCulture, $"Add {missing[0]} and {missing.Count - 1} more")),
    };

    private static NextStep? OfLive(Product product, string? brokenLink) => product switch
    {
        { ChangeAskedAt: { } asked } => Wait($"Your change waits for approval since {Day(asked)}"),
        { Change.RefusedReason: not null } => Do("Your change was refused: read why"),
        _ => brokenLink is null ? null : Do($"{brokenLink} cannot be reached: mend its address"),
    };

    private static NextStep Do(string text) => new(text, IsWaiting: false);

    private static NextStep Wait(string text) => new(text, IsWaiting: true);

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "today";
}
