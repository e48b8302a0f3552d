namespace Marketplace.Core.Catalog;

/// <summary>What a buyer may do; the texts are in the web app under /legal.</summary>
public enum LicenseKind
{
    /// <summary>One end product, free for its users.</summary>
    Standard,

    /// <summary>One end product that its users pay for.</summary>
    Extended,
}
