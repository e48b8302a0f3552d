using Marketplace.Core.Analytics;
using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Search;
using Marketplace.Core.Tax;
using Marketplace.Migrations.Database;
using Marketplace.Migrations.Demo;
using Marketplace.Migrations.Files;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();

// A new database has no history table, which EF reports as a failed command; what really fails comes as an exception.
builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
builder.AddNpgsqlDbContext<MarketplaceDb>("marketplace", configureDbContextOptions: MarketplaceDb.Configure);
if (args is [MoveFilesCommand.Name, ..])
{
    return await MoveFilesCommand.RunAsync(builder, args[1..]);
}

builder.AddIdentityStore();
builder.Services.AddCatalog().AddLedger().AddAnalytics().AddScoped<MigrateDatabase>();

if (builder.Environment.IsDevelopment())
{
    // Where Stripe would send a seller back to; the demo's onboarding has no browser.
    builder.Configuration["Clients:Web"] ??= "http://localhost";
    if (!S3Settings.IsChosen(builder.Configuration))
    {
        builder.AddAzureBlobServiceClient("blobs");
    }

    builder.Services.AddFileStore(builder.Configuration).AddSearch().AddCart().AddTax(builder.Configuration).AddPayments(builder.Configuration).AddPayouts();
    builder.Services.AddScoped<DemoSeeder>().AddScoped<DemoSellers>().AddScoped<DemoListings>().AddScoped<DemoTraffic>();
    builder.Services.AddHttpClient(nameof(DemoSellers)).ConfigurePrimaryHttpMessageHandler(() => new DemoBrowser());
}

await using var app = builder.Build();
try
{
    await using var scope = app.Services.CreateAsyncScope();
    await scope.ServiceProvider.GetRequiredService<MigrateDatabase>().ExecuteAsync(app.Lifetime.ApplicationStopping);
    return 0;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"The database could not be prepared: {exception.GetBaseException().Message}");
    app.Logger.LogDebug(exception, "The database could not be prepared");
    return 1;
}
