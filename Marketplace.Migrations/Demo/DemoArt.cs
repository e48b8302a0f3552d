namespace Marketplace.Migrations.Demo;

/// <param name="Name">The short name lettered on the cover.</param>
/// <param name="Caption">The line below it.</param>
/// <param name="Motifs">The cover's motif, then one per gallery screen.</param>
/// <param name="Labels">Words of the product's domain, at least seven.</param>
/// <param name="Code">Lines for requests, terminals and editors; <c>--</c> parts request and response.</param>
internal sealed record DemoArt(string Name, string Caption, string Palette, IReadOnlyList<string> Motifs, IReadOnlyList<string> Labels, IReadOnlyList<string> Code);
