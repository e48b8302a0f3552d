using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

public static class CatalogErrors
{
    public static Error InReview { get; } = new(
        ErrorKind.Conflict, "catalog.in_review", "This listing waits for approval and stays as it is until it is decided.");

    public static Error TooManyImages { get; } = new(
        ErrorKind.Conflict, "catalog.too_many_images", $"A listing has at most {CatalogPolicy.MaxImages} images. Remove one first.", "file");

    public static Error ImageTooLarge { get; } = new(ErrorKind.Invalid, "catalog.image_too_large", "An image has at most 10 MB.", "file");

    public static Error ImageUnreadable { get; } = new(ErrorKind.Invalid, "catalog.image_unreadable", "Choose a PNG, JPEG or WebP image.", "file");

    public static Error ImageSize { get; } = new(
        ErrorKind.Invalid, "catalog.image_size", "An image is at least 400 pixels wide and at most 8000 × 8000 pixels.", "file");

    public static Error ImageOrder { get; } = new(
        ErrorKind.Invalid, "catalog.image_order", "Name each picture of the listing once. If one was added or removed meanwhile, load the page again and move it then.", "imageIds");

    public static Error BadSlug { get; } = new(
        ErrorKind.Invalid, "catalog.bad_slug", $"An address has {CatalogPolicy.MinSlug} to {CatalogPolicy.SlugLength} letters, digits and hyphens.", "slug");

    public static Error ChangeGone { get; } = new(
        ErrorKind.Conflict, "catalog.change_gone", "This change waits no longer: it was decided, replaced or taken back. Load the page again to see what stands now.");

    public static Error NoDraftAnyMore { get; } = new(
        ErrorKind.Conflict, "catalog.no_draft", "This listing is no draft any more. What you typed is still on the page: save it with the button.");

    public static Error NotForSale(string title) => new(
        ErrorKind.NotFound, "catalog.not_for_sale", $"“{title}” is not for sale at present. Who bought it keeps it, with downloads, updates and licence keys.");

    public static Error UnknownAccent { get; } = new(ErrorKind.Invalid, "catalog.unknown_accent", "Choose one of the colours.", "accent");

    public static Error TooManyPinned { get; } = new(ErrorKind.Invalid, "catalog.too_many_pinned", $"Pin at most {LookPolicy.MaxPinned} products.", "pinnedIds");

    public static Error NotOwnProduct { get; } = new(ErrorKind.Invalid, "catalog.not_own_product", "Pin products of your own that were published.", "pinnedIds");

    public static Error UnknownCategory { get; } = new(ErrorKind.Invalid, "catalog.unknown_category", "Choose one of the categories.", "category");

    public static Error TitleTooShort { get; } = new(ErrorKind.Invalid, "catalog.title_too_short", "A title has at least 4 characters.", "title");

    public static Error TooManyTags { get; } = new(ErrorKind.Invalid, "catalog.too_many_tags", "A listing has at most 10 tags.", "tags");

    public static Error TooMuchStack { get; } = new(ErrorKind.Invalid, "catalog.too_much_stack", "A listing names at most 15 technologies.", "stack");

    public static Error BadPrice(string field) => new(
        ErrorKind.Invalid, "catalog.bad_price", "A price is 0 for free, or from $0.50 to $10,000.00, in USD.", field);

    public static Error ExtendedBelowStandard { get; } = new(
        ErrorKind.Invalid, "catalog.extended_below_standard", "The Extended licence costs at least as much as the Standard licence.", "extendedPrice");

    public static Error BadTag(string tag, string field) => new(
        ErrorKind.Invalid, "catalog.bad_tag", $"“{tag}” cannot be used: write 1 to 30 letters, digits and hyphens.", field);

    public static Error SlugTaken(string slug, string free) => new(
        ErrorKind.Conflict, "catalog.slug_taken", $"The address “{slug}” is or was another listing's. “{free}” is free.", "slug");

    public static Error NotHttps(string field) => new(ErrorKind.Invalid, "catalog.not_https", "Give a full address that starts with https://.", field);

    public static Error NotADraft(ProductState state) => new(
        ErrorKind.Conflict,
        "catalog.not_a_draft",
        state == ProductState.Submitted ? "This listing was submitted already and waits for approval." : $"A {Words(state)} listing cannot be submitted.");

    public static Error Incomplete(IReadOnlyList<string> missing) => new(
        ErrorKind.Conflict, "catalog.incomplete", $"Still missing: {string.Join("; ", missing)}.");

    public static Error WouldBeIncomplete(IReadOnlyList<string> missing) => new(
        ErrorKind.Conflict, "catalog.incomplete", $"A published listing needs {string.Join("; ", missing)}.");

    public static Error WrongState(ProductState expected, ProductState state) => new(
        ErrorKind.Conflict, "catalog.wrong_state", $"This listing is {Words(state)}, no longer {Words(expected)}. Somebody may have been faster.");

    public static Error StaleEdit(uint current) => new(
        ErrorKind.Conflict, "catalog.stale_edit", $"This listing was changed meanwhile (it is at revision {current}). Load it again before editing.", "revision");

    private static string Words(ProductState state) => state switch
    {
        ProductState.Draft => "a draft",
        ProductState.Submitted => "submitted",
        ProductState.Rejected => "rejected",
        ProductState.Published => "published",
        ProductState.Unlisted => "unlisted",
        _ => "suspended",
    };
}
