namespace Marketplace.Core.Catalog;

/// <summary>The curated technologies: how each is written in addresses and filters, and how people read it. Other entries are allowed and seen by the approver.</summary>
public static class StackVocabulary
{
    public static IReadOnlyList<(string Value, string Label)> All { get; } =
    [
        ("csharp", "C#"), ("fsharp", "F#"), ("cpp", "C++"), ("c", "C"), ("go", "Go"), ("rust", "Rust"), ("java", "Java"), ("kotlin", "Kotlin"),
        ("swift", "Swift"), ("python", "Python"), ("ruby", "Ruby"), ("php", "PHP"), ("javascript", "JavaScript"), ("typescript", "TypeScript"),
        ("dart", "Dart"), ("elixir", "Elixir"), ("scala", "Scala"), ("sql", "SQL"), ("bash", "Bash"), ("html", "HTML"), ("css", "CSS"),

        ("dotnet", ".NET"), ("aspnet-core", "ASP.NET Core"), ("blazor", "Blazor"), ("entity-framework", "Entity Framework"), ("maui", ".NET MAUI"),
        ("nodejs", "Node.js"), ("express", "Express"), ("nestjs", "NestJS"), ("nextjs", "Next.js"), ("nuxt", "Nuxt"), ("remix", "Remix"),
        ("react", "React"), ("react-native", "React Native"), ("expo", "Expo"), ("vue", "Vue"), ("angular", "Angular"), ("svelte", "Svelte"),
        ("sveltekit", "SvelteKit"), ("solid", "Solid"), ("astro", "Astro"), ("htmx", "htmx"), ("tailwind", "Tailwind CSS"), ("bootstrap", "Bootstrap"),
        ("django", "Django"), ("flask", "Flask"), ("fastapi", "FastAPI"), ("rails", "Ruby on Rails"), ("laravel", "Laravel"), ("symfony", "Symfony"),
        ("wordpress", "WordPress"), ("spring-boot", "Spring Boot"), ("ktor", "Ktor"), ("phoenix", "Phoenix"), ("gin", "Gin"), ("axum", "Axum"),
        ("flutter", "Flutter"), ("swiftui", "SwiftUI"), ("jetpack-compose", "Jetpack Compose"), ("electron", "Electron"), ("tauri", "Tauri"),
        ("graphql", "GraphQL"), ("grpc", "gRPC"), ("openapi", "OpenAPI"), ("websockets", "WebSockets"), ("signalr", "SignalR"),

        ("postgresql", "PostgreSQL"), ("mysql", "MySQL"), ("sqlite", "SQLite"), ("sql-server", "SQL Server"), ("mongodb", "MongoDB"), ("redis", "Redis"),
        ("elasticsearch", "Elasticsearch"), ("clickhouse", "ClickHouse"), ("kafka", "Kafka"), ("rabbitmq", "RabbitMQ"), ("nats", "NATS"),
        ("prisma", "Prisma"), ("drizzle", "Drizzle"), ("supabase", "Supabase"), ("firebase", "Firebase"), ("hangfire", "Hangfire"), ("temporal", "Temporal"),

        ("docker", "Docker"), ("kubernetes", "Kubernetes"), ("helm", "Helm"), ("terraform", "Terraform"), ("ansible", "Ansible"), ("aspire", ".NET Aspire"),
        ("github-actions", "GitHub Actions"), ("gitlab-ci", "GitLab CI"), ("aws", "AWS"), ("azure", "Azure"), ("google-cloud", "Google Cloud"),
        ("cloudflare", "Cloudflare"), ("vercel", "Vercel"), ("opentelemetry", "OpenTelemetry"), ("prometheus", "Prometheus"), ("grafana", "Grafana"),
        ("stripe", "Stripe"), ("openai", "OpenAI"), ("claude", "Claude"), ("semantic-kernel", "Semantic Kernel"), ("langchain", "LangChain"),
        ("n8n", "n8n"), ("playwright", "Playwright"), ("pandas", "pandas"), ("pytorch", "PyTorch"), ("airflow", "Airflow"), ("dbt", "dbt"),
    ];

    private static readonly Dictionary<string, string> Labels = All.ToDictionary(entry => entry.Value, entry => entry.Label);

    private static readonly Dictionary<string, string> Values = All.ToDictionary(entry => entry.Label.ToLowerInvariant(), entry => entry.Value);

    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["c#"] = "csharp",
        ["f#"] = "fsharp",
        ["c++"] = "cpp",
        [".net"] = "dotnet",
        ["asp.net core"] = "aspnet-core",
        ["asp.net"] = "aspnet-core",
        ["node"] = "nodejs",
        ["node.js"] = "nodejs",
        ["next.js"] = "nextjs",
        ["postgres"] = "postgresql",
        ["golang"] = "go",
        ["js"] = "javascript",
        ["ts"] = "typescript",
        ["k8s"] = "kubernetes",
        ["vue.js"] = "vue",
        ["tailwindcss"] = "tailwind",
        ["ef core"] = "entity-framework",
        ["gcp"] = "google-cloud",
    };

    /// <summary>How people read a stored value.</summary>
    public static string Label(string value) => Labels.GetValueOrDefault(value, value);

    /// <summary>False for a free entry, which an approver looks at.</summary>
    public static bool IsCurated(string value) => Labels.ContainsKey(value);

    /// <summary>The stored value of a label, alias or value; a free entry comes back as written.</summary>
    internal static string ValueOf(string written)
    {
        var text = written.Trim().ToLowerInvariant();
        return Aliases.GetValueOrDefault(text) ?? Values.GetValueOrDefault(text) ?? written;
    }

    internal static bool TryGetAlias(string text, out string value) => Aliases.TryGetValue(text, out value!);
}
