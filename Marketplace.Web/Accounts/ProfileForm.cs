using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Accounts;

namespace Marketplace.Web.Accounts;

/// <summary>The profile's fields as text; links one a line.</summary>
public sealed class ProfileForm
{
    [Required(ErrorMessage = "Others need a name to call you."), StringLength(60, MinimumLength = 2, ErrorMessage = "Use 2 to 60 characters.")]
    public string DisplayName { get; set; } = "";

    [Required(ErrorMessage = "Choose a handle."), RegularExpression("^[a-z0-9](?:[a-z0-9-]{1,28}[a-z0-9])$", ErrorMessage = "Use 3 to 30 lower-case letters, digits and hyphens; start and end with a letter or digit.")]
    public string Handle { get; set; } = "";

    [StringLength(600, ErrorMessage = "Use at most 600 characters.")]
    public string? Bio { get; set; }

    public string? Links { get; set; }

    public static ProfileForm From(MeView me) => new()
    {
        DisplayName = me.DisplayName,
        Handle = me.Handle,
        Bio = me.Bio,
        Links = string.Join('\n', me.Links),
    };

    public UpdateMeRequest ToRequest() => new()
    {
        DisplayName = DisplayName.Trim(),
        Handle = Handle.Trim(),
        Bio = string.IsNullOrWhiteSpace(Bio) ? null : Bio.Trim(),
        Links = [.. (Links ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };
}
