using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Tax;

public static class TaxFeature
{
    public static IServiceCollection AddTax(this IServiceCollection services, IConfiguration configuration)
    {
        var options = TaxOptions.From(configuration);
        services.AddSingleton(options);
        return options.UsesStripe ? services.AddSingleton<ITaxCalculator, StripeTaxCalculator>() : services.AddSingleton<ITaxCalculator, TableTaxCalculator>();
    }
}
