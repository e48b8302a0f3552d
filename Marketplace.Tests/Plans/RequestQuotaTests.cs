using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Plans;

/// <summary>API requests of a day, by the running product.</summary>
internal sealed class RequestQuotaTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task ARequestByToken_SaysHowManyAreLeft_AndIsWrittenDown()
    {
        using var person = await ApiPerson.BuyerAsync();
        using var answer = await person.Http.GetAsync(AccountRoutes.Me);
        Assert.That((Header(answer, "X-RateLimit-Limit"), Header(answer, "X-RateLimit-Remaining")), Is.EqualTo(("1000", "999")));
        var resetsAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(answer, "X-RateLimit-Reset"), null));
        Assert.That(resetsAt, Is.GreaterThan(TimeProvider.System.GetUtcNow()).And.Property(nameof(DateTimeOffset.TimeOfDay)).EqualTo(TimeSpan.Zero));
        await UntilWrittenAsync(person.Id, 1);
        using var guest = await ApiPerson.GuestAsync();
        using var read = await guest.Http.GetAsync("/api/categories");
        Assert.That(read.Headers.Contains("X-RateLimit-Limit"), Is.False, "guests have no plan");
    }

    [Test]
    public async Task WhoHasUsedUpTheDay_IsRefusedUntilMidnight_AndCanSeeWhy_AndAPlanHelpsAtOnce()
    {
        using var person = await ApiPerson.BuyerAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await ApiPerson.InDatabaseAsync(async db =>
        {
            db.ApiUsage.Add(new ApiUsage { UserId = person.Id, Day = today, Requests = 999 });
            return await db.SaveChangesAsync();
        });
        using var last = await person.Http.GetAsync(AccountRoutes.Me);
        Assert.That((last.StatusCode, Header(last, "X-RateLimit-Remaining")), Is.EqualTo((HttpStatusCode.OK, "0")));
        using var refused = await person.Http.GetAsync(AccountRoutes.Me);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("requiredPlan").GetString()), Is.EqualTo(("quota_exceeded", "pro")));
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromDays(1)));
        var limits = await person.Plans.LimitsAsync(None);
        Assert.That(limits.Where(limit => limit.Feature == "apiRequests").Select(limit => (limit.Used, limit.Limit, limit.PlanWithMore)), Is.EqualTo(new[] { (1_000L, (int?)1_000, "pro") }));
        Assert.That(await person.Plans.RestingAsync(None), Is.Empty);
        await person.SetPlanAsync(Plan.Pro);
        using var again = await person.Http.GetAsync(AccountRoutes.Me);
        Assert.That((again.StatusCode, Header(again, "X-RateLimit-Remaining")), Is.EqualTo((HttpStatusCode.OK, "18999")));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static async Task UntilWrittenAsync(Guid personId, long requests)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (await ApiPerson.InDatabaseAsync(db => db.ApiUsage.AnyAsync(usage => usage.UserId == personId && usage.Requests >= requests)))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new AssertionException("The requests were not written down within ten seconds.");
    }
}
