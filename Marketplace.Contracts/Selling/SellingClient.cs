using System.Net.Http.Headers;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Payouts;

namespace Marketplace.Contracts.Selling;

public static class SellingRoutes
{
    public const string Products = "/api/seller/products";
    public const string Orders = "/api/seller/orders";
    public const string Balance = "/api/seller/balance";
    public const string Payouts = "/api/seller/payouts";
    public const string Forecast = "/api/seller/payouts/forecast";
    public const string Discounts = "/api/seller/discounts";
    public const string Statement = "/api/seller/statement";
    public const string Fees = "/api/seller/fees";
    public const string Markdown = "/api/seller/markdown";
    public const string Store = "/api/seller/store";
}

public sealed class SellingClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<SellerProductItemView>> ListProductsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<SellerProductItemView>>(WithQuery(SellingRoutes.Products, ("cursor", cursor)), cancellationToken);

    public Task<SellerProductView> GetProductAsync(Guid id, CancellationToken cancellationToken) =>
        GetAsync<SellerProductView>($"{SellingRoutes.Products}/{id}", cancellationToken);

    public Task<SellerProductView> CreateProductAsync(ProductRequest request, CancellationToken cancellationToken) =>
        PostAsync<SellerProductView>(CatalogRoutes.Products, request, cancellationToken);

    public Task<SellerProductView> UpdateProductAsync(Guid id, ProductRequest request, CancellationToken cancellationToken) =>
        PutAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}", request, cancellationToken);

    public Task DeleteProductAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{CatalogRoutes.Products}/{id}", cancellationToken);

    public Task<SellerProductView> SubmitProductAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}/submit", null, cancellationToken);

    public Task<SellerProductView> AddImageAsync(Guid id, Stream content, string fileName, CancellationToken cancellationToken)
    {
        var file = new StreamContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var form = new MultipartFormDataContent { { file, "file", fileName } };
        return SendAsync<SellerProductView>(new HttpRequestMessage(HttpMethod.Post, $"{CatalogRoutes.Products}/{id}/images") { Content = form }, cancellationToken);
    }

    public Task<SellerProductView> RemoveImageAsync(Guid id, Guid imageId, CancellationToken cancellationToken) =>
        DeleteAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}/images/{imageId}", cancellationToken);

    public Task<SellerProductView> OrderImagesAsync(Guid id, IEnumerable<Guid> imageIds, CancellationToken cancellationToken) =>
        PutAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}/images/order", new ImageOrderRequest { ImageIds = [.. imageIds] }, cancellationToken);

    public Task<SellerProductView> DescribeImageAsync(Guid id, Guid imageId, string? alt, CancellationToken cancellationToken) =>
        PutAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}/images/{imageId}", new ImageTextRequest { Alt = alt }, cancellationToken);

    /// <summary>Takes back a change that waits, or puts away one that was refused.</summary>
    public Task<SellerProductView> TakeBackChangeAsync(Guid id, Guid changeId, CancellationToken cancellationToken) =>
        DeleteAsync<SellerProductView>($"{CatalogRoutes.Products}/{id}/change/{changeId}", cancellationToken);

    /// <summary>Markdown as buyers will see it.</summary>
    public Task<MarkdownView> PreviewMarkdownAsync(string text, CancellationToken cancellationToken) =>
        PostAsync<MarkdownView>(SellingRoutes.Markdown, new MarkdownRequest { Text = text }, cancellationToken);

    public Task<UploadTargetView> CreateVersionAsync(Guid id, CreateVersionRequest request, CancellationToken cancellationToken) =>
        PostAsync<UploadTargetView>($"{CatalogRoutes.Products}/{id}/versions", request, cancellationToken);

    public Task<SellerVersionView> CompleteVersionAsync(Guid id, string version, CompleteVersionRequest request, CancellationToken cancellationToken) =>
        PostAsync<SellerVersionView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/complete", request, cancellationToken);

    public Task<FullPassportView> GetPassportAsync(Guid id, string version, CancellationToken cancellationToken) =>
        GetAsync<FullPassportView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/passport", cancellationToken);

    public Task<FullPassportView> AppealAsync(Guid id, string version, string findingId, AppealRequest request, CancellationToken cancellationToken) =>
        PostAsync<FullPassportView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/findings/{Uri.EscapeDataString(findingId)}/appeal", request, cancellationToken);

    public Task<SellerVersionView> YankAsync(Guid id, string version, YankRequest request, CancellationToken cancellationToken) =>
        PostAsync<SellerVersionView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/yank", request, cancellationToken);

    public Task<SellerVersionView> EndYankAsync(Guid id, string version, CancellationToken cancellationToken) =>
        DeleteAsync<SellerVersionView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/yank", cancellationToken);

    /// <summary>Lets a buyer go on who has used up the day's downloads.</summary>
    public Task AllowDownloadsAsync(Guid lineId, CancellationToken cancellationToken) =>
        PostAsync($"{SellingRoutes.Orders}/lines/{lineId}/allow-downloads", null, cancellationToken);

    /// <summary>Where an interrupted upload stands, with fresh addresses.</summary>
    public Task<UploadTargetView> GetUploadAsync(Guid id, string version, CancellationToken cancellationToken) =>
        GetAsync<UploadTargetView>($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/upload", cancellationToken);

    /// <summary>Gives up an upload that is not complete.</summary>
    public Task CancelUploadAsync(Guid id, string version, CancellationToken cancellationToken) =>
        DeleteAsync($"{CatalogRoutes.Products}/{id}/versions/{Uri.EscapeDataString(version)}/upload", cancellationToken);

    public Task<StoreView> GetStoreAsync(CancellationToken cancellationToken) => GetAsync<StoreView>(SellingRoutes.Store, cancellationToken);

    /// <summary>What a sale at a price gives; <paramref name="amount"/> in cents of USD.</summary>
    public Task<FeePreviewView> PreviewFeesAsync(long amount, CancellationToken cancellationToken) =>
        GetAsync<FeePreviewView>(WithQuery(SellingRoutes.Fees, ("amount", amount)), cancellationToken);

    public Task<PageView<SaleView>> ListSalesAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<SaleView>>(WithQuery(SellingRoutes.Orders, ("cursor", cursor)), cancellationToken);

    public Task<BalanceView> GetBalanceAsync(CancellationToken cancellationToken) => GetAsync<BalanceView>(SellingRoutes.Balance, cancellationToken);

    public Task<PageView<PayoutView>> ListPayoutsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<PayoutView>>(WithQuery(SellingRoutes.Payouts, ("cursor", cursor)), cancellationToken);

    public Task<ForecastView> GetForecastAsync(CancellationToken cancellationToken) => GetAsync<ForecastView>(SellingRoutes.Forecast, cancellationToken);

    public Task<StatementView> GetStatementAsync(DateOnly from, DateOnly to, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<StatementView>(StatementPath(from, to, cursor), cancellationToken);

    /// <summary>All of the period as <c>text/csv</c> or <c>application/pdf</c>, streamed. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> OpenStatementAsync(DateOnly from, DateOnly to, string mediaType, CancellationToken cancellationToken) =>
        OpenAsync(StatementPath(from, to, null), mediaType, cancellationToken);

    /// <summary>One of this client's lists as <c>text/csv</c>, streamed. The caller disposes the answer.</summary>
    /// <param name="route"><see cref="SellingRoutes.Orders"/>, <see cref="SellingRoutes.Payouts"/> or <see cref="SellingRoutes.Forecast"/>.</param>
    public Task<HttpResponseMessage> OpenCsvAsync(string route, CancellationToken cancellationToken) => OpenAsync(route, "text/csv", cancellationToken);

    private static string StatementPath(DateOnly from, DateOnly to, string? cursor) => WithQuery(
        SellingRoutes.Statement,
        ("from", from.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        ("to", to.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        ("cursor", cursor));
}
