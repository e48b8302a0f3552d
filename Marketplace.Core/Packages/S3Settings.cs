using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Packages;

/// <summary>The section <c>FileStore:S3</c>: Amazon S3, Cloudflare R2, or another store that speaks S3.</summary>
public sealed record S3Settings
{
    private const string ProviderKey = "FileStore:Provider";

    /// <summary>Empty for Amazon's own, which follows from the region.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>R2 calls it <c>auto</c>.</summary>
    public string Region { get; set; } = "us-east-1";
    public string AccessKey { get; set; } = "";
    public string SecretKey { get; set; } = "";
    public string PackagesBucket { get; set; } = "packages";
    public string MediaBucket { get; set; } = "media";

    /// <summary>Where everybody reads the media bucket: its public domain or a CDN. The bucket's own address unless set.</summary>
    public string PublicMediaUrl { get; set; } = "";

    /// <summary>The bucket in the path instead of in the host name.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>Azure Blob (<c>ConnectionStrings:blobs</c>) unless <c>FileStore:Provider</c> says <c>s3</c>.</summary>
    public static bool IsChosen(IConfiguration configuration) => configuration[ProviderKey]?.ToLowerInvariant() switch
    {
        null or "" or "azure" => false,
        "s3" => true,
        var other => throw new InvalidOperationException($"{ProviderKey} is “{other}”: say azure or s3."),
    };

    public static S3Settings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("FileStore:S3").Get<S3Settings>() ?? new S3Settings();
        return settings.AccessKey.Length > 0 && settings.SecretKey.Length > 0
            ? settings
            : throw new InvalidOperationException("FileStore:S3:AccessKey and FileStore:S3:SecretKey are missing: signed addresses need them.");
    }

    public IAmazonS3 CreateClient()
    {
        // Stores other than Amazon's refuse the checksums in trailers that the SDK sends unasked.
        var config = new AmazonS3Config
        {
            ForcePathStyle = ForcePathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (ServiceUrl.Length > 0)
        {
            config.ServiceURL = ServiceUrl;
            config.AuthenticationRegion = Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }

        return new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), config);
    }
}
