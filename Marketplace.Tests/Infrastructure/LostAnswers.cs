namespace Marketplace.Tests.Infrastructure;

/// <summary>A network that delivers a POST and loses its answer, as when the process or the line dies in between.</summary>
internal sealed class LostAnswers : DelegatingHandler
{
    /// <summary>The path whose answers are lost; null loses none.</summary>
    public string? To { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Post || request.RequestUri?.AbsolutePath != To)
        {
            return answer;
        }

        answer.Dispose();
        throw new HttpRequestException("The answer was lost.");
    }
}
