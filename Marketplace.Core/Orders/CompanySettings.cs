using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Orders;

/// <summary>The marketplace's own name, address and tax number, from the section <c>Company</c>. Without them nothing is issued, rather than something wrong.</summary>
public sealed class CompanySettings(CompanyDetails? details)
{
    public CompanyDetails? Details => details;

    public static CompanySettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Company");
        return section["Name"] is { Length: > 0 } name && section["Address"] is { Length: > 0 } address
            ? new(new(name, address, section["TaxId"] ?? "", section["Email"] ?? ""))
            : new(null);
    }
}
