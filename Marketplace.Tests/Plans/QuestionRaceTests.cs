using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Marketplace.Tests.Resilience;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Plans;

/// <summary>The last questions of a month, asked of two Api processes at once.</summary>
[NonParallelizable]
internal sealed class QuestionRaceTests
{
    private const int Left = 20;
    private const int Asked = 200;

    [Test]
    public async Task TwoHundredAtOnce_OverTwoApis_WithTwentyLeft_AreExactlyTwenty()
    {
        var market = await RunningMarketplace.GetAsync();
        await using var second = await SecondApi.StartAsync(market);
        using var asker = await ApiPerson.BuyerAsync();
        await asker.SetPlanAsync(Plan.Pro);
        await ApiPerson.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into brain.usage (user_id, month, questions) values ({asker.Id}, {market.Month}, {1_000 - Left})
            """));
        using var atSecond = asker.At(second.Address);
        var answers = await Task.WhenAll(Enumerable.Range(0, Asked).Select(number => AskAsync(number % 2 == 0 ? asker.Http : atSecond.Http, number)));
        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.EqualTo(Left), string.Join(", ", answers.GroupBy(answer => answer).Select(group => $"{group.Key}: {group.Count()}")));
        Assert.That(answers.Count(answer => answer == (HttpStatusCode.TooManyRequests, "quota_exceeded", "team")), Is.EqualTo(Asked - Left));
        Assert.That((await new BrainClient(asker.Http).GetUsageAsync(CancellationToken.None)).Used, Is.EqualTo(1_000));
        Assert.That(await ApiPerson.InDatabaseAsync(db => db.KnowledgeAnswers.CountAsync(answer => answer.AskerId == asker.Id)), Is.EqualTo(Left));
    }

    private static async Task<(HttpStatusCode Status, string? Code, string? Plan)> AskAsync(HttpClient http, int number)
    {
        using var answer = await http.PostAsJsonAsync(AnswerRoutes.Query, new BrainQueryRequest { Question = $"Which pizza dough does emperor number {number} prefer?" }, ApiClient.Json);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, Text(body, "code"), Text(body, "requiredPlan"));
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
