using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Tests.Brain;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Plans;

/// <summary>Every gated endpoint with every plan. What is gated is read from the OpenAPI document: an endpoint without a sample here fails the first test.</summary>
internal sealed class GateMatrixTests
{
    private const int FreeListings = 10;
    private readonly Dictionary<Plan, ApiPerson> sellers = [];
    private ApiPerson admin = null!;

    /// <summary>How much of the feature the sample needs, and the request that needs it.</summary>
    private sealed record Sample(int AtLeast, Func<GateMatrixTests, ApiPerson, Task<HttpResponseMessage>> SendAsync);

    private static Dictionary<string, Sample> Samples { get; } = new()
    {
        [$"PUT {AccountRoutes.Banner}"] = new(1, async (_, seller) => await seller.Http.PutAsync(AccountRoutes.Banner, Picture())),
        [$"PUT {AccountRoutes.Look}"] = new(1, async (_, seller) => await seller.Http.PutAsJsonAsync(AccountRoutes.Look, new SellerLookRequest { Accent = "plum" })),
        [$"GET {AnalyticsRoutes.Analytics}"] = new(31, async (_, seller) => await seller.Http.GetAsync($"{AnalyticsRoutes.Analytics}?from={Day(-30)}")),
        [$"POST {CatalogRoutes.Products}/{{id}}/submit"] = new(FreeListings + 1, async (_, seller) =>
            await seller.Http.PostAsync($"{CatalogRoutes.Products}/{await PlanListings.AddAsync(seller, ProductState.Draft)}/submit", null)),
        [$"POST {AdminRoutes.Submissions}/{{productId}}/approve"] = new(FreeListings + 1, async (tests, seller) =>
            await tests.admin.Http.PostAsync($"{AdminRoutes.Submissions}/{await PlanListings.AddAsync(seller, ProductState.Submitted)}/approve", null)),
        [$"POST {AdminRoutes.Products}/{{productId}}/restore"] = new(FreeListings + 1, async (tests, seller) =>
            await tests.admin.Http.PostAsync($"{AdminRoutes.Products}/{await PlanListings.AddAsync(seller, ProductState.Suspended)}/restore", null)),
        [$"POST {TeamRoutes.Invitations}"] = new(2, async (_, seller) =>
            await seller.Http.PostAsJsonAsync(TeamRoutes.Invitations, new InvitationRequest { Email = $"{Guid.NewGuid():N}@example.org" })),
        [$"POST {BrainRoutes.Learn}"] = new(1, async (_, seller) =>
            await seller.Http.PostAsJsonAsync(BrainRoutes.Learn, EntryEndpointsTests.Request(EntryEndpointsTests.Word()) with { Space = EntrySpaces.Team })),
    };

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        admin = await ApiPerson.AdminAsync();
        foreach (var plan in Enum.GetValues<Plan>())
        {
            var seller = sellers[plan] = await ApiPerson.SellerAsync();
            await seller.SetPlanAsync(plan);
            for (var listing = 0; listing < FreeListings; listing++)
            {
                await PlanListings.AddAsync(seller, ProductState.Published);
            }
        }
    }

    [OneTimeTearDown]
    public async Task PartAsync()
    {
        var ids = sellers.Values.Select(seller => seller.Id).ToList();
        await ApiPerson.InDatabaseAsync(db => db.Products.Where(product => ids.Contains(product.SellerId))
            .ExecuteUpdateAsync(set => set.SetProperty(product => product.DeletedAt, TimeProvider.System.GetUtcNow())));
        foreach (var person in sellers.Values.Append(admin))
        {
            person.Dispose();
        }
    }

    [Test]
    public async Task EveryGatedEndpoint_HasASample() => Assert.That((await GatedAsync()).Keys, Is.EquivalentTo(Samples.Keys));

    [Test]
    public async Task AGatedEndpoint_RefusesThePlansBelow_AndNamesTheSmallestThatHasIt([ValueSource(nameof(Endpoints))] string endpoint, [Values] Plan plan)
    {
        var gates = await GatedAsync();
        var feature = Enum.GetValues<PlanFeature>().Single(known => PlanText.Name(known) == gates[endpoint]);
        using var answer = await Samples[endpoint].SendAsync(this, sellers[plan]);
        var body = await answer.Content.ReadAsStringAsync();
        if (PlanTable.LimitOf(plan, feature) >= Samples[endpoint].AtLeast)
        {
            Assert.That(answer.IsSuccessStatusCode, body);
            return;
        }

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), body);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.That(
            (problem.GetProperty("code").GetString(), problem.GetProperty("requiredPlan").GetString()),
            Is.EqualTo(("plan_required", PlanText.Name(PlanTable.PlanWith(feature, Samples[endpoint].AtLeast)!.Value))));
    }

    private static IEnumerable<string> Endpoints() => Samples.Keys;

    /// <summary>From the document: method and path → feature.</summary>
    private static async Task<Dictionary<string, string>> GatedAsync()
    {
        using var guest = await ApiPerson.GuestAsync();
        var document = await guest.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        return document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()
                .Where(operation => operation.Value.TryGetProperty("x-plan-feature", out _))
                .Select(operation => (Endpoint: $"{operation.Name.ToUpperInvariant()} {path.Name}", Feature: operation.Value.GetProperty("x-plan-feature").GetString()!)))
            .ToDictionary(gate => gate.Endpoint, gate => gate.Feature);
    }

    private static string Day(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static MultipartFormDataContent Picture()
    {
        using var picture = Image.Black(800, 400, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        return new() { { new ByteArrayContent(picture.PngsaveBuffer()), "file", "banner.png" } };
    }
}
