namespace Marketplace.Identity.Clients;

/// <summary>
/// Where our own applications are reached, from <c>Clients:Web</c> and <c>Clients:Workers</c> (several addresses of
/// one application are separated by semicolons). Only these may be returned to.
/// </summary>
public sealed class ClientAddresses(IConfiguration configuration)
{
    public IReadOnlyList<Uri> Web { get; } = Parse(configuration["Clients:Web"]);

    public IReadOnlyList<Uri> Workers { get; } = Parse(configuration["Clients:Workers"]);

    /// <summary>Where a person goes who came from nowhere in particular.</summary>
    public string Home => Web is [var home, ..] ? home.AbsoluteUri : "/";

    public IEnumerable<Uri> All => Web.Concat(Workers);

    public IEnumerable<string> Origins => All.Select(address => address.GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal);

    private static List<Uri> Parse(string? addresses) =>
    [
        .. (addresses ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(address => new Uri(address.TrimEnd('/') + "/", UriKind.Absolute)),
    ];
}
