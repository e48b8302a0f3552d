namespace Marketplace.Core.Catalog;

/// <summary>The categories of every installation; Migrations brings the table to this list.</summary>
public static class CategoryTree
{
    public static IReadOnlyList<CategoryNode> All { get; } =
    [
        new("saas-starters", "SaaS starters", null, "Complete foundations for a paid web product: accounts, billing, teams, admin."),
        new("multi-tenant-saas", "Multi-tenant SaaS", "saas-starters", "Organisations, roles and data kept apart from the first commit."),
        new("ai-saas", "AI products", "saas-starters", "Chat, retrieval and metered model usage with billing attached."),
        new("marketplace-starters", "Marketplace starters", "saas-starters", "Two-sided products with sellers, payouts and reviews."),

        new("api-services", "API services", null, "Back ends that other programs call, ready to deploy and observe."),
        new("auth-services", "Sign-in and identity", "api-services", "Accounts, tokens, single sign-on and permissions."),
        new("billing-services", "Billing and payments", "api-services", "Subscriptions, invoices, usage metering and webhooks."),
        new("data-services", "Data and search", "api-services", "Search, import, export and reporting behind an HTTP interface."),

        new("automation", "Automation workflows", null, "Work that runs by itself: pipelines, bots, scheduled jobs."),
        new("ci-cd", "Build and deploy", "automation", "Pipelines, release tooling and infrastructure as code."),
        new("bots", "Bots and agents", "automation", "Chat bots, support agents and task runners."),
        new("data-pipelines", "Data pipelines", "automation", "Collect, clean and move data on a schedule."),

        new("mobile-apps", "Mobile apps", null, "Apps for phones and tablets with their back end."),
        new("cross-platform-apps", "Cross-platform", "mobile-apps", "One code base for iOS and Android."),
        new("native-apps", "Native", "mobile-apps", "Written in Swift or Kotlin for one platform."),

        new("applications", "Full applications", null, "Finished products that can be run, sold or adapted."),
        new("business-apps", "Business", "applications", "Sales, invoicing, booking and internal tools."),
        new("e-commerce", "E-commerce", "applications", "Shops, catalogues and checkouts."),
        new("content-apps", "Content and community", "applications", "Blogs, courses, forums and publishing."),

        new("components", "Components", null, "Parts to build with: interface kits, libraries, templates."),
        new("ui-kits", "Interface kits", "components", "Design systems, charts and ready pages."),
        new("libraries", "Libraries and SDKs", "components", "Packages that solve one problem well."),
        new("templates", "Site templates", "components", "Landing pages, portfolios, documentation and mails."),
    ];

    /// <summary>The slug itself when the category has left the list.</summary>
    public static string NameOf(string slug) => All.FirstOrDefault(node => node.Slug == slug)?.Name ?? slug;
}

/// <param name="ParentSlug">Null for a top category; the tree has two levels.</param>
public sealed record CategoryNode(string Slug, string Name, string? ParentSlug, string Description);
