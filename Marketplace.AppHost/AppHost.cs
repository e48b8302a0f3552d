// The marketplace's resource graph. The same file is compiled against the Aspire packages (containers, `aspire run`,
// `aspire publish`) and against Marketplace.NativeHost (local processes, no container engine): see Marketplace.AppHost.csproj.

using Marketplace.AppHost;

if (ClockCommand.TryRun(args))
{
    return;
}

var builder = DistributedApplication.CreateBuilder(args);
var publishing = builder.ExecutionContext.IsPublishMode;

// Where `aspire publish` / `aspire deploy` writes to: --Deployment:Target=compose|kubernetes|aca. Ignored by `run`.
builder.AddDeploymentTarget();

// Values come from user secrets or Parameters__* variables; the sandbox's are in appsettings.Development.json.
var stripeKey = builder.AddParameter("stripe-secret-key", secret: true);
var stripeWebhookSecret = builder.AddParameter("stripe-webhook-secret", secret: true);

// Backing services. A deployment brings its own search, store and mail server: the emulators here are for development.
var postgres = builder.AddPostgres("postgres")
    .WithDataVolume("marketplace-postgres")
    .WithPgWeb();
var marketplaceDb = postgres.AddDatabase("marketplace");

var cache = builder.AddRedis("cache");

// Absent in native mode (no server to install): its reference injects nothing there, and the hosts search with PostgreSQL.
IResourceBuilder<IResourceWithConnectionString> search = publishing
    ? builder.AddConnectionString("search")
    : builder.AddElasticsearch("search").WithDataVolume("marketplace-search");

IResourceBuilder<IResourceWithConnectionString> blobs = publishing
    ? builder.AddConnectionString("blobs")
    : builder.AddAzureStorage("storage").RunAsEmulator(azurite => azurite.WithDataVolume("marketplace-blobs")).AddBlobs("blobs");

IResourceBuilder<IResourceWithConnectionString> mail = publishing
    ? builder.AddConnectionString("mail")
    : builder.AddMailPit("mail");

// Schema first: a project that applies the migrations, seeds demo data in Development, and exits.
var migrations = builder.AddProject<Projects.Marketplace_Migrations>("migrations")
    .WithReference(marketplaceDb).WaitFor(marketplaceDb)
    .WithReference(blobs).WaitFor(blobs);

var identity = builder.AddProject<Projects.Marketplace_Identity>("identity")
    .WithReference(marketplaceDb).WaitFor(marketplaceDb)
    .WithReference(mail).WaitFor(mail)
    .WaitForCompletion(migrations)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Sign-in");

var api = builder.AddProject<Projects.Marketplace_Api>("api")
    .WithReference(marketplaceDb).WaitFor(marketplaceDb)
    .WithReference(cache).WaitFor(cache)
    .WithReference(search).WaitFor(search)
    .WithReference(blobs).WaitFor(blobs)
    .WithReference(identity)
    .WithEnvironment("Stripe__SecretKey", stripeKey)
    .WithEnvironment("Stripe__WebhookSecret", stripeWebhookSecret)
    .WaitForCompletion(migrations)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url =>
    {
        url.DisplayText = "API documentation";
        url.Url += "/docs";
    })
    .WithReplicas(publishing ? 2 : 1);

var workers = builder.AddProject<Projects.Marketplace_Workers>("workers")
    .WithReference(marketplaceDb).WaitFor(marketplaceDb)
    .WithReference(cache).WaitFor(cache)
    .WithReference(search).WaitFor(search)
    .WithReference(blobs).WaitFor(blobs)
    .WithReference(mail).WaitFor(mail)
    .WithEnvironment("Stripe__SecretKey", stripeKey)
    .WithEnvironment("Stripe__WebhookSecret", stripeWebhookSecret)
    .WaitForCompletion(migrations)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url =>
    {
        url.DisplayText = "Jobs (Hangfire)";
        url.Url += "/hangfire";
    });

var web = builder.AddProject<Projects.Marketplace_Web>("web")
    .WithReference(api).WaitFor(api)
    .WithReference(identity).WaitFor(identity)
    .WithReference(cache).WaitFor(cache)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Marketplace");

// Addresses that browsers and token checks see. A deployment's public ones are parameters: its endpoints have internal names.
var webUrl = PublicUrl("web-url", web);
var identityUrl = PublicUrl("identity-url", identity);
var workersUrl = PublicUrl("workers-url", workers);

identity.WithEnvironment("Identity__Authority", identityUrl).WithEnvironment("Clients__Web", webUrl).WithEnvironment("Clients__Workers", workersUrl);
api.WithEnvironment("Identity__Authority", identityUrl).WithEnvironment("Clients__Web", webUrl);
workers.WithEnvironment("Identity__Authority", identityUrl).WithEnvironment("Clients__Web", webUrl);
web.WithEnvironment("Identity__Authority", identityUrl);

if (publishing)
{
    // The two OIDC clients' secrets; development has fixed ones in the hosts' appsettings.Development.json.
    var webSecret = builder.AddParameter("web-client-secret", secret: true);
    var workersSecret = builder.AddParameter("workers-client-secret", secret: true);
    identity.WithEnvironment("Clients__WebSecret", webSecret).WithEnvironment("Clients__WorkersSecret", workersSecret);
    web.WithEnvironment("Clients__WebSecret", webSecret);

    // Seals the keys that sign receipts and manifests: 32 random bytes as base64.
    var sealingKey = builder.AddParameter("signing-sealing-key", secret: true);
    api.WithEnvironment("Signing__SealingKey", sealingKey);
    workers.WithEnvironment("Signing__SealingKey", sealingKey);
    workers.WithEnvironment("Clients__WorkersSecret", workersSecret);
}

if (builder.ExecutionContext.IsRunMode)
{
    // The real Stripe is used by deployments only; a developer's run talks to the sandbox, which posts its events to the API.
    var sandboxDb = postgres.AddDatabase("stripesandbox");
    var stripe = builder.AddProject<Projects.Marketplace_StripeSandbox>("stripe")
        .WithReference(sandboxDb).WaitFor(sandboxDb)
        .WithEnvironment("Stripe__WebhookSecret", stripeWebhookSecret)
        .WithEnvironment("Stripe__WebhookUrl", $"{api.GetEndpoint("http")}/webhooks/stripe")
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url =>
        {
            url.DisplayText = "Stripe sandbox";
            url.Url += "/_sandbox";
        });

    migrations.WithEnvironment("Stripe__SecretKey", stripeKey);
    foreach (var project in new[] { migrations, api, workers })
    {
        project.WithEnvironment("Stripe__ApiBase", stripe.GetEndpoint("http")).WaitFor(stripe);
    }

    // One clock for all, so that a person can see seven days pass.
    foreach (var project in new[] { migrations, identity, api, workers, web, stripe })
    {
        project.WithEnvironment("Clock__File", ClockCommand.FilePath);
    }
}

builder.Build().Run();

ReferenceExpression PublicUrl(string parameter, IResourceBuilder<ProjectResource> project) => publishing
    ? ReferenceExpression.Create($"{builder.AddParameter(parameter)}")
    : ReferenceExpression.Create($"{project.GetEndpoint("http")}");
