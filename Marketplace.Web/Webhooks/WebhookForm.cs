using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Webhooks;

namespace Marketplace.Web.Webhooks;

/// <summary>A webhook as a person types it.</summary>
public sealed class WebhookForm
{
    [Required(ErrorMessage = "Write the address of your program."), StringLength(500, ErrorMessage = "Use at most 500 characters.")]
    public string? Url { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters.")]
    public string? Description { get; set; }

    /// <summary>Never null: a form without a tick sends nothing, which binds as null.</summary>
    public List<string> Events { get; set => field = value ?? []; } = [];

    public static WebhookForm Of(WebhookView webhook) => new() { Url = webhook.Url, Description = webhook.Description, Events = [.. webhook.Events] };

    public WebhookRequest ToRequest() => new() { Url = Url?.Trim() ?? "", Description = Description?.Trim() ?? "", Events = Events };
}
