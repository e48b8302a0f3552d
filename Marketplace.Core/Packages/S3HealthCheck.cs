using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marketplace.Core.Packages;

internal sealed class S3HealthCheck(IAmazonS3 client, S3Settings settings) : IHealthCheck
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = settings.PackagesBucket, MaxKeys = 1 }, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is AmazonServiceException or HttpRequestException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The file store does not answer.", exception);
        }
    }
}
