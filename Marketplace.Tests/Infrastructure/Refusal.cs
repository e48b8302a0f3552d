using Marketplace.Contracts.Http;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Asserts that the Api refuses, with which status and code.</summary>
internal static class Refusal
{
    public static async Task<ApiProblemException> OfAsync(Task call, int status, string code)
    {
        try
        {
            await call;
        }
        catch (ApiProblemException problem)
        {
            Assert.That((problem.Status, problem.Code), Is.EqualTo((status, code)), problem.Detail);
            return problem;
        }

        throw new AssertionException($"Expected {status} {code}, but the call went through.");
    }
}
