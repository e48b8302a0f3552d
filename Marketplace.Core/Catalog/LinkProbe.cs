using System.Net;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <param name="Status">Null when no answer came.</param>
/// <param name="Problem">In words; null when the page can be reached.</param>
public sealed record LinkAnswer(bool IsReachable, int? Status, string? Problem);

/// <summary>Visits an address as a reader would, without reading the page: HEAD, then GET where a server does not know HEAD; at most five redirects, each checked.</summary>
public sealed class LinkProbe(PublicHttp http)
{
    public const int MaxRedirects = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<LinkAnswer> ProbeAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            var answer = await VisitAsync(HttpMethod.Head, address, limited.Token);

            // Many servers refuse HEAD, or answer it otherwise than GET.
            return answer.Status is >= 400 ? await VisitAsync(HttpMethod.Get, address, limited.Token) : answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, null, "No answer within 15 seconds.");
        }
        catch (ForbiddenAddressException)
        {
            return new(false, null, PublicHttpWords.NotPublic);
        }
        catch (HttpRequestException exception)
        {
            return new(false, null, PublicHttpWords.Of(exception));
        }
    }

    private async Task<LinkAnswer> VisitAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.ParseAdd("MarketplaceLinkCheck/1.0");
            using var answer = await http.SendAsync(request, cancellationToken);
            var status = (int)answer.StatusCode;
            if (answer.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || answer.Headers.Location is not { } location)
            {
                return status < 400 ? new(true, status, null) : new(false, status, $"The server answers {status}.");
            }

            if (redirects == MaxRedirects)
            {
                return new(false, status, $"It redirects more than {MaxRedirects} times.");
            }

            address = new Uri(address, location);
        }
    }
}
