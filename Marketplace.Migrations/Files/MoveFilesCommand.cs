using Marketplace.Core.Packages;

namespace Marketplace.Migrations.Files;

/// <summary><c>move-files --to s3|azure [--dry-run]</c>: all packages and pictures from one store to the other. See docs/operations.md.</summary>
internal static class MoveFilesCommand
{
    public const string Name = "move-files";

    private const string Usage = "Usage: move-files --to s3|azure [--dry-run]. It needs ConnectionStrings:blobs and FileStore:S3, see docs/operations.md.";

    public static async Task<int> RunAsync(WebApplicationBuilder builder, string[] arguments)
    {
        if (arguments is not ["--to", "s3" or "azure", ..] || arguments.Skip(2).Any(argument => argument != "--dry-run"))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var (target, isDryRun) = (arguments[1], arguments.Contains("--dry-run"));
        builder.AddAzureBlobServiceClient("blobs");
        builder.Services.AddSingleton<AzureFileStore>().AddS3FileStore(builder.Configuration).AddScoped<MoveFiles>();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            IFileStore azure = scope.ServiceProvider.GetRequiredService<AzureFileStore>();
            IFileStore s3 = scope.ServiceProvider.GetRequiredService<S3FileStore>();
            var (from, to) = target == "s3" ? (azure, s3) : (s3, azure);
            if (!isDryRun)
            {
                // The hosts set CORS to their own origin when they start on it.
                await to.PrepareAsync("*", CancellationToken.None);
            }

            var report = await scope.ServiceProvider.GetRequiredService<MoveFiles>().ExecuteAsync(from, to, isDryRun, Console.WriteLine, CancellationToken.None);
            foreach (var problem in report.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.WriteLine($"{(isDryRun ? "Would move" : "Moved")} {report.Moved} files ({report.Bytes} bytes) to {target}; {report.There} were there already; {report.Problems.Count} problems.");
            return report.Problems.Count == 0 ? 0 : 1;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"The move stopped: {exception.GetBaseException().Message} Start it again to go on; the source is unchanged.");
            app.Logger.LogDebug(exception, "The move stopped");
            return 1;
        }
    }
}
