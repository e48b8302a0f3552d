namespace Marketplace.Tests.Infrastructure;

/// <summary>A network that delivers a POST and loses its answer, and processes that die around one.</summary>
internal sealed class LostAnswers : DelegatingHandler
{
    private Death? death;

    /// <summary>The path whose answers are lost; null loses none.</summary>
    public string? To { get; set; }

    /// <summary>The next caller of a path with this ending dies with <see cref="ProcessDiedException"/>: before Stripe has the request, or when Stripe has done the work.</summary>
    public void DieAt(string pathEnd, bool isDone) => death = new(pathEnd, isDone);

    public void LiveOn() => death = null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath;
        var isPost = request.Method == HttpMethod.Post;
        var dying = isPost && death is { } near && path?.EndsWith(near.PathEnd, StringComparison.Ordinal) == true ? Interlocked.CompareExchange(ref death, null, near) : null;
        if (dying is { IsDone: false })
        {
            throw new ProcessDiedException();
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (dying is not null)
        {
            answer.Dispose();
            throw new ProcessDiedException();
        }

        if (!isPost || path != To)
        {
            return answer;
        }

        answer.Dispose();
        throw new HttpRequestException("The answer was lost.");
    }

    private sealed record Death(string PathEnd, bool IsDone);
}

/// <summary>Nothing after the call to Stripe happens to what was at it: only the loops of sweeps and of the outbox catch this, and go on with the next.</summary>
internal sealed class ProcessDiedException() : Exception("The process died around a call to Stripe.");
