using Marketplace.Identity.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIdentityHost();

var app = builder.Build();
app.UseIdentityHost();
app.MapDefaultEndpoints();

await app.RunAsync();
