namespace Marketplace.Migrations.Demo;

/// <summary>Follows the sandbox's redirects to its form, but never to the return address, which is nowhere.</summary>
internal sealed class DemoBrowser : DelegatingHandler
{
    public DemoBrowser()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get || response.Headers.Location is not { } location)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!, location)), cancellationToken);
    }
}
