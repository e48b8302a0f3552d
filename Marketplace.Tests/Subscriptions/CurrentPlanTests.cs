using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Accounts;
using Marketplace.Web.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Tests.Subscriptions;

/// <summary>The header asks for nobody's plan twice in a minute, and never shows one person's to another.</summary>
internal sealed class CurrentPlanTests
{
    private MemoryCache cache = null!;
    private CountingApi api = null!;

    [SetUp]
    public void Start() => (cache, api) = (new(new MemoryCacheOptions()), new());

    [TearDown]
    public void End()
    {
        cache.Dispose();
        api.Dispose();
    }

    [Test]
    public async Task TwoPagesOfOnePerson_AskOnce_AnotherPersonAsksAnew()
    {
        await Of("ada").GetAsync();
        await Of("ada").GetAsync();
        Assert.That(api.Calls, Is.EqualTo(1));
        await Of("bo").GetAsync();
        Assert.That(api.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task AStranger_AsksNothing()
    {
        Assert.That(await Of(null).GetAsync(), Is.Null);
        Assert.That(api.Calls, Is.Zero);
    }

    [Test]
    public async Task APageAboutThePlan_AsksAnew_AndTheHeaderShowsWhatItLearnt()
    {
        await Of("ada").GetAsync();
        var page = Of("ada");
        var shown = new List<string>();
        page.Changed += view => shown.Add(view.Plan);
        await page.GetAsync();
        await page.LoadAsync();
        page.Set(new("team", "subscription", null, null, null));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Is.EqualTo(new[] { "pro", "team" }));
            Assert.That((await Of("ada").GetAsync())!.Plan, Is.EqualTo("team"));
            Assert.That(api.Calls, Is.EqualTo(2));
        }
    }

    private CurrentPlan Of(string? person)
    {
        var context = new DefaultHttpContext();
        if (person is not null)
        {
            context.User = new(new ClaimsIdentity([new("sub", person)], "test"));
        }

        var accessor = new HttpContextAccessor { HttpContext = context };
        var http = new HttpClient(api, disposeHandler: false) { BaseAddress = new("http://api") };
        return new(new SubscriptionClient(http), new CurrentPerson(new AccountsClient(http), accessor), cache, accessor);
    }

    private sealed class CountingApi : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new SubscriptionView("pro", "subscription", null, null, null), options: ApiClient.Json) });
        }
    }
}
