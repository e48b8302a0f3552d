using System.ComponentModel.DataAnnotations;

namespace Marketplace.Web.Disputes;

public sealed class EvidenceForm
{
    [StringLength(5_000, ErrorMessage = "Use at most 5,000 characters.")]
    public string? Statement { get; set; }

    [Range(typeof(bool), "true", "true", ErrorMessage = "Tick the box to say that you have read it.")]
    public bool Final { get; set; }
}
