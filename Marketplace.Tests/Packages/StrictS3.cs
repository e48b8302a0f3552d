using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Packages;

/// <summary>
/// A stand-in for S3 in the test's process, for what neither server from npm can do: copying, listing and aborting multipart uploads, parts
/// below 5 MiB refused, buckets that may not be touched. Every call but reading the public media bucket must be signed. Objects lie on disk.
/// </summary>
internal sealed class StrictS3 : IAsyncDisposable
{
    public const string AccessKey = "TESTKEY";
    public const string SecretKey = "a secret only this test knows";
    public const string MediaBucket = "media";

    private static readonly XNamespace Ns = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly StrictS3Storage storage = new();
    private readonly SigV4 signatures = new(AccessKey, SecretKey, TimeProvider.System);
    private readonly HashSet<string> buckets = [];
    private readonly Dictionary<string, string> corsOrigins = [];
    private readonly WebApplication app;

    private StrictS3(WebApplication app) => this.app = app;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Lists have pages of this many.</summary>
    public int PageSize { get; set; } = 1000;

    public static async Task<StrictS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 5L << 30);
        var app = builder.Build();
        var store = new StrictS3(app);
        app.Run(store.HandleAsync);
        await app.StartAsync();
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        storage.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var (bucket, key) = (path[0], path.Length > 1 ? path[1] : "");
        AllowOrigin(context, bucket);
        if (context.Request.Method == HttpMethods.Options)
        {
            context.Response.StatusCode = context.Response.Headers.AccessControlAllowOrigin.Count > 0 ? 200 : 403;
            return;
        }

        var isPublic = bucket == MediaBucket && key.Length > 0 && HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Authorization.Count == 0 && context.Request.Query.Count == 0;
        if (!isPublic && signatures.Refuse(context.Request) is { } refusal)
        {
            await ErrorAsync(context, 403, refusal);
            return;
        }

        try
        {
            await (key.Length == 0 ? BucketAsync(context, bucket) : ObjectAsync(context, bucket, key));
        }
        catch (StrictS3Exception problem)
        {
            await ErrorAsync(context, problem.Status, problem.Message);
        }
    }

    private void AllowOrigin(HttpContext context, string bucket)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && corsOrigins.TryGetValue(bucket, out var allowed) && (allowed == "*" || allowed == origin))
        {
            context.Response.Headers.AccessControlAllowOrigin = allowed;
            context.Response.Headers.AccessControlAllowMethods = "GET, HEAD, PUT";
            context.Response.Headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
            context.Response.Headers.AccessControlExposeHeaders = "ETag";
        }
    }

    private async Task BucketAsync(HttpContext context, string bucket)
    {
        var query = context.Request.Query;
        if (HttpMethods.IsPut(context.Request.Method) && query.ContainsKey("cors"))
        {
            var rules = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
            corsOrigins[bucket] = rules.Descendants().Single(element => element.Name.LocalName == "AllowedOrigin").Value;
        }
        else if (HttpMethods.IsPut(context.Request.Method))
        {
            if (!buckets.Add(bucket))
            {
                throw new StrictS3Exception(409, "BucketAlreadyOwnedByYou");
            }
        }
        else if (query.ContainsKey("uploads"))
        {
            var marker = query["upload-id-marker"].ToString();
            var uploads = storage.Uploads(bucket, query["prefix"].ToString()).Where(upload => string.CompareOrdinal(upload.Id, marker) > 0).ToList();
            await XmlAsync(context, new XElement(Ns + "ListMultipartUploadsResult",
                new XElement(Ns + "Bucket", bucket),
                new XElement(Ns + "IsTruncated", uploads.Count > PageSize ? "true" : "false"),
                uploads.Take(PageSize).TakeLast(1).Select(last => new[] { new XElement(Ns + "NextKeyMarker", last.Key), new XElement(Ns + "NextUploadIdMarker", last.Id) }),
                uploads.Take(PageSize).Select(upload => new XElement(Ns + "Upload",
                    new XElement(Ns + "Key", upload.Key), new XElement(Ns + "UploadId", upload.Id), new XElement(Ns + "Initiated", Time(upload.StartedAt))))));
        }
        else if (query["list-type"] == "2")
        {
            var after = query["continuation-token"].ToString();
            var found = storage.Objects(bucket, query["prefix"].ToString()).Where(file => string.CompareOrdinal(file.Key, after) > 0).ToList();
            var size = Math.Min(PageSize, int.TryParse(query["max-keys"], CultureInfo.InvariantCulture, out var most) ? most : PageSize);
            await XmlAsync(context, new XElement(Ns + "ListBucketResult",
                new XElement(Ns + "IsTruncated", found.Count > size ? "true" : "false"),
                found.Count > size ? new XElement(Ns + "NextContinuationToken", found[size - 1].Key) : null,
                found.Take(size).Select(file => new XElement(Ns + "Contents",
                    new XElement(Ns + "Key", file.Key), new XElement(Ns + "Size", file.Size), new XElement(Ns + "ETag", file.ETag), new XElement(Ns + "LastModified", Time(file.ChangedAt))))));
        }
        else
        {
            throw new StrictS3Exception(501, "NotImplemented");
        }
    }

    private Task ObjectAsync(HttpContext context, string bucket, string key)
    {
        var query = context.Request.Query;
        var upload = query["uploadId"].ToString();
        return (context.Request.Method, upload.Length > 0) switch
        {
            ("PUT", true) => PutPartAsync(context, upload, key),
            ("GET", true) => ListPartsAsync(context, upload, key),
            ("POST", true) => CompleteAsync(context, upload, key),
            ("DELETE", true) => NoContentAsync(context, () => storage.Abort(upload, key)),
            ("POST", false) when query.ContainsKey("uploads") => XmlAsync(context, new XElement(Ns + "InitiateMultipartUploadResult",
                new XElement(Ns + "Bucket", bucket), new XElement(Ns + "Key", key), new XElement(Ns + "UploadId", storage.Begin(bucket, key, context.Request.ContentType)))),
            ("PUT", false) when context.Request.Headers["x-amz-copy-source"].ToString() is { Length: > 0 } source => CopyAsync(context, source, bucket, key),
            ("PUT", false) => PutAsync(context, bucket, key),
            ("GET" or "HEAD", false) => GetAsync(context, storage.Find(bucket, key)),
            ("DELETE", false) => NoContentAsync(context, () => storage.Delete(bucket, key)),
            _ => throw new StrictS3Exception(501, "NotImplemented"),
        };
    }

    private async Task PutPartAsync(HttpContext context, string upload, string key)
    {
        var part = int.Parse(context.Request.Query["partNumber"]!, CultureInfo.InvariantCulture);
        context.Response.Headers.ETag = await storage.WritePartAsync(upload, key, part, context.Request.Body, SigV4.BodyHash(context.Request), context.RequestAborted);
    }

    private Task ListPartsAsync(HttpContext context, string upload, string key)
    {
        var after = int.TryParse(context.Request.Query["part-number-marker"], CultureInfo.InvariantCulture, out var marker) ? marker : 0;
        var parts = storage.Parts(upload, key).Where(part => part.Number > after).ToList();
        return XmlAsync(context, new XElement(Ns + "ListPartsResult",
            new XElement(Ns + "IsTruncated", parts.Count > PageSize ? "true" : "false"),
            new XElement(Ns + "NextPartNumberMarker", parts.Take(PageSize).LastOrDefault().Number),
            parts.Take(PageSize).Select(part => new XElement(Ns + "Part",
                new XElement(Ns + "PartNumber", part.Number), new XElement(Ns + "ETag", part.ETag), new XElement(Ns + "Size", part.Size)))));
    }

    private async Task CompleteAsync(HttpContext context, string upload, string key)
    {
        var body = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
        string Text(XElement part, string name) => part.Elements().Single(element => element.Name.LocalName == name).Value;
        var parts = body.Descendants().Where(element => element.Name.LocalName == "Part")
            .Select(part => (int.Parse(Text(part, "PartNumber"), CultureInfo.InvariantCulture), Text(part, "ETag").Trim('"'))).ToList();
        var etag = await storage.CompleteAsync(upload, key, parts);
        await XmlAsync(context, new XElement(Ns + "CompleteMultipartUploadResult", new XElement(Ns + "Key", key), new XElement(Ns + "ETag", etag)));
    }

    private async Task CopyAsync(HttpContext context, string source, string bucket, string key)
    {
        var path = WebUtility.UrlDecode(source).TrimStart('/').Split('/', 2);
        var copy = await storage.CopyAsync(storage.Find(path[0], path[1]), bucket, key);
        await XmlAsync(context, new XElement(Ns + "CopyObjectResult", new XElement(Ns + "ETag", copy.ETag), new XElement(Ns + "LastModified", Time(copy.ChangedAt))));
    }

    private async Task PutAsync(HttpContext context, string bucket, string key) => context.Response.Headers.ETag = await storage.WriteAsync(
        bucket, key, context.Request.Body, new(context.Request.ContentType, context.Request.Headers.CacheControl.ToString()), SigV4.BodyHash(context.Request), context.RequestAborted);

    private static async Task GetAsync(HttpContext context, StrictS3Object found)
    {
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } wanted && wanted.Trim('"') != found.ETag.Trim('"'))
        {
            throw new StrictS3Exception(412, "PreconditionFailed");
        }

        var response = context.Response;
        response.Headers.ETag = found.ETag;
        response.Headers.LastModified = found.ChangedAt.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = found.Headers.CacheControl;
        response.Headers.ContentDisposition = context.Request.Query["response-content-disposition"];
        response.ContentType = context.Request.Query["response-content-type"].ToString() is { Length: > 0 } type ? type : found.Headers.ContentType;
        var range = context.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault();
        var from = range?.From ?? 0;
        var to = Math.Min(range?.To ?? found.Size - 1, found.Size - 1);
        if (range is not null)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/{found.Size}";
        }

        response.ContentLength = to - from + 1;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.SendFileAsync(found.File, from, to - from + 1, context.RequestAborted);
        }
    }

    private static Task NoContentAsync(HttpContext context, Action act)
    {
        act();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : XmlAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", code)));
    }

    private static Task XmlAsync(HttpContext context, XElement answer)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
