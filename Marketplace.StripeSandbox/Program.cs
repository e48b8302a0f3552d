using Marketplace.StripeSandbox.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSandbox();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.UseSandboxAsync();
await app.RunAsync();
