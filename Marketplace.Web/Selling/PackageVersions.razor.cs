using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Selling;

public sealed partial class PackageVersions
{
    private UploadTargetView? interrupted;

    [Parameter, EditorRequired]
    public SellerProductView Product { get; set; } = null!;

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    [Inject]
    private SellingClient Selling { get; set; } = null!;

    [Inject]
    private StoreOrigins Store { get; set; } = null!;

    private long ArrivedPercent => interrupted is null ? 0 : UploadReader.ArrivedPercent(interrupted);

    private string Changelog => interrupted is not null
        ? Product.Versions.First(version => version.Version == interrupted.Version).Changelog
        : Product.Versions.Count == 0 ? "First release." : "";

    /// <summary>The one that was interrupted, or the next small step after the highest.</summary>
    private string Suggested
    {
        get
        {
            var latest = Product.Versions.Select(version => Version.TryParse(version.Version, out var parsed) ? parsed : null).OfType<Version>().Max();
            return interrupted?.Version ?? (latest is null ? "1.0.0" : $"{latest.Major}.{latest.Minor + 1}.0");
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var aborted = Http?.RequestAborted ?? CancellationToken.None;
        await Store.LearnAsync(Selling, aborted);
        if (Product.Versions.FirstOrDefault(version => version.Status is PackageStatus.Uploading) is { } uploading)
        {
            interrupted = await UploadReader.FindAsync(Selling, Product.Id, uploading.Version, aborted);
        }
    }

    private static string Facts(SellerVersionView version)
    {
        var size = version.SizeBytes is { } bytes ? $"{SizeText.Format(bytes)} · " : "";
        return version.FileCount is { } files ? $"{size}{SizeText.Count(files, "file", "files")} · " : size;
    }
}
