using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Hosting;

internal static class Views
{
    public static MoneyView ToView(this Money money) => new(money.Cents, money.Currency);

    public static LicenseName ToView(this LicenseKind kind) => kind switch
    {
        LicenseKind.Standard => LicenseName.Standard,
        LicenseKind.Extended => LicenseName.Extended,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static LicenseKind ToCore(this LicenseName name) => name switch
    {
        LicenseName.Standard => LicenseKind.Standard,
        LicenseName.Extended => LicenseKind.Extended,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
