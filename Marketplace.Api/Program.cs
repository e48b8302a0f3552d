using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<MarketplaceDb>("marketplace", configureDbContextOptions: MarketplaceDb.Configure);
builder.AddRedisClient("cache");
if (!S3Settings.IsChosen(builder.Configuration))
{
    builder.AddAzureBlobServiceClient("blobs");
}

builder.AddMarketplaceAuthentication();
builder.AddFeatures();
builder.AddHttpConventions();

var app = builder.Build();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseTokenScopes();
app.UseAuthorization();
app.UseRateLimits();
app.UseRequestQuota();
app.MapDefaultEndpoints();
app.MapDocumentation();
app.MapFeatures();

await app.RunAsync();
