namespace Marketplace.Tests.Resilience;

/// <summary>
/// What a careful program does when a server is gone, does not answer or fails: it sends the same request again, with the same
/// Idempotency-Key, until there is an answer. It cannot know whether the first one was carried out.
/// </summary>
internal sealed class PatientClient(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(20);
    private static int answers;
    private static int repeats;

    /// <summary>How many requests of all these clients were answered.</summary>
    public static int Answers => answers;

    /// <summary>How many requests of all these clients were sent again.</summary>
    public static int Repeats => repeats;

    public static PatientClient New() => new(new SocketsHttpHandler());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        var giveUpAt = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var (answer, problem) = await TryAsync(request, cancellationToken);
            if (answer is not null)
            {
                Interlocked.Increment(ref answers);
                return answer;
            }

            if (Environment.TickCount64 > giveUpAt)
            {
                throw new HttpRequestException($"{request.Method} {request.RequestUri} has no answer after {Patience.TotalMinutes:F0} min: {problem}");
            }

            Interlocked.Increment(ref repeats);
            await Task.Delay(Random.Shared.Next(100, 400), cancellationToken);
        }
    }

    private async Task<(HttpResponseMessage? Answer, string? Problem)> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Answer);
        try
        {
            var answer = await base.SendAsync(request, limit.Token);
            if ((int)answer.StatusCode < 500)
            {
                // Here, since a process can die between the head of its answer and the body.
                await answer.Content.LoadIntoBufferAsync(limit.Token);
                return (answer, null);
            }

            using (answer)
            {
                return (null, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(limit.Token)}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, exception.Message);
        }
    }
}
