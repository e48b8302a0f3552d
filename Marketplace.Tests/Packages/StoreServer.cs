using Azure.Storage.Blobs;
using Marketplace.Core.Packages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Tests.Packages;

public enum StoreKind
{
    /// <summary>The Azure provider on the server that the product itself runs with.</summary>
    Azurite,

    /// <summary>The S3 provider on @20minutes/s3rver: judges signatures, knows no bucket calls of the .NET SDK.</summary>
    SigningS3rver,

    /// <summary>The S3 provider on s3rver: knows bucket calls and lists, believes every signature.</summary>
    S3rver,

    /// <summary>The S3 provider on our own stand-in, for what neither can do.</summary>
    StrictS3,
}

/// <summary>What a contract test asks of the server beyond storing objects.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>Refuses what is not signed, or signed with another key.</summary>
    Signatures = 1,

    /// <summary>Buckets, CORS, lists of objects.</summary>
    BucketCalls = 2,

    /// <summary>Lists what has arrived, and which uploads are open; drops them.</summary>
    OpenUploads = 4,
    Copy = 8,

    /// <summary>Ends a read when the object changed meanwhile.</summary>
    Conditions = 16,

    /// <summary>Signs what is in a header by the rules, so that its name may have any letters.</summary>
    AnyFileName = 32,
}

/// <summary>A running store and the provider for it.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private const string AzuriteAccount = "devstoreaccount1";

    // The emulator's published, fixed key; and another that is as good a key, but not its.
    private const string AzuriteKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string OtherKey = "AAAAvdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly IAsyncDisposable process;
    private readonly Needs cannot;
    private readonly string why;

    private StoreServer(IAsyncDisposable process, IFileStore store, IFileStore withOtherKey, Needs cannot, string why) =>
        (this.process, Store, WithOtherKey, this.cannot, this.why) = (process, store, withOtherKey, cannot, why);

    public IFileStore Store { get; }

    /// <summary>The same store for somebody who does not have its key.</summary>
    public IFileStore WithOtherKey { get; }

    public StrictS3? Strict => process as StrictS3;

    public static async Task<StoreServer> StartAsync(StoreKind kind)
    {
        var server = kind switch
        {
            StoreKind.Azurite => await StartAzuriteAsync(),
            StoreKind.SigningS3rver => S3(await StoreProcess.StartAsync(StoreProcess.SigningS3rver, "packages", "media"), Needs.BucketCalls | Needs.OpenUploads | Needs.Copy | Needs.Conditions | Needs.AnyFileName,
                "@20minutes/s3rver reads the .NET SDK's bucket addresses and apostrophes differently (SignatureDoesNotMatch) and knows neither ListParts, AbortMultipartUpload nor the SDK's CopyObject; StrictS3 proves it"),
            StoreKind.S3rver => S3(await StoreProcess.StartAsync(StoreProcess.S3rver), Needs.Signatures | Needs.OpenUploads | Needs.Copy | Needs.Conditions,
                "s3rver never checks a V4 signature and knows neither ListParts, AbortMultipartUpload nor the SDK's CopyObject; @20minutes/s3rver and StrictS3 prove it"),
            StoreKind.StrictS3 => await StartStrictAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        if (!server.cannot.HasFlag(Needs.BucketCalls))
        {
            await server.Store.PrepareAsync("*", CancellationToken.None);
        }

        return server;
    }

    /// <summary>Skips the test, and says why, where the server cannot do what it needs.</summary>
    public void Require(Needs needs)
    {
        if ((needs & cannot) != 0)
        {
            Assert.Ignore($"Needs {needs & cannot}: {why}.");
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    public static string AzureConnection(Uri server, string key = AzuriteKey) =>
        $"DefaultEndpointsProtocol=http;AccountName={AzuriteAccount};AccountKey={key};BlobEndpoint={server.GetLeftPart(UriPartial.Authority)}/{AzuriteAccount};";

    public static AzureFileStore Azure(Uri server, string key = AzuriteKey) => new(new BlobServiceClient(AzureConnection(server, key)));

    public static S3FileStore S3(Uri server, string accessKey, string secretKey)
    {
        var settings = new S3Settings { ServiceUrl = server.GetLeftPart(UriPartial.Authority), AccessKey = accessKey, SecretKey = secretKey, ForcePathStyle = true };
        return new(settings.CreateClient(), settings, NullLogger<S3FileStore>.Instance);
    }

    private static async Task<StoreServer> StartAzuriteAsync()
    {
        var azurite = await StoreProcess.StartAsync(StoreProcess.Azurite);
        return new(azurite, Azure(azurite.Address), Azure(azurite.Address, OtherKey), Needs.Nothing, "");
    }

    private static async Task<StoreServer> StartStrictAsync()
    {
        var strict = await StrictS3.StartAsync();
        return new(strict, S3(strict.Address, StrictS3.AccessKey, StrictS3.SecretKey), S3(strict.Address, StrictS3.AccessKey, "another secret"), Needs.Nothing, "");
    }

    private static StoreServer S3(StoreProcess process, Needs cannot, string why) =>
        new(process, S3(process.Address, "S3RVER", "S3RVER"), S3(process.Address, "S3RVER", "another secret"), cannot, why);
}
