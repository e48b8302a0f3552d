namespace Marketplace.Identity.Hosting;

/// <summary>
/// The address under which browsers and the API know this host: the issuer of tokens and the start of links in mails.
/// Taken from <c>Identity:Issuer</c> or <c>Identity:Authority</c>; only in Development it may follow from the request,
/// for elsewhere a forged Host header would put a stranger's address into a mail that resets a password.
/// </summary>
public sealed class PublicAddress
{
    private readonly Uri? configured;
    private readonly IHttpContextAccessor requests;

    public PublicAddress(IConfiguration configuration, IHostEnvironment environment, IHttpContextAccessor requests)
    {
        this.requests = requests;
        configured = Configured(configuration);
        if (configured is null && !environment.IsDevelopment())
        {
            throw new InvalidOperationException("Identity:Issuer is not set: the public address of the identity host.");
        }
    }

    public static Uri? Configured(IConfiguration configuration)
    {
        var address = configuration["Identity:Issuer"] is { Length: > 0 } issuer ? issuer : configuration["Identity:Authority"];
        return string.IsNullOrEmpty(address) ? null : new Uri(address.TrimEnd('/') + "/", UriKind.Absolute);
    }

    public string Link(string path, QueryString query)
    {
        var request = requests.HttpContext?.Request;
        var root = configured ?? new Uri($"{request?.Scheme}://{request?.Host}/");
        return new Uri(root, path.TrimStart('/')).AbsoluteUri + query;
    }
}
