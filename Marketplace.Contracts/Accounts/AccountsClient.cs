using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Accounts;

public static class AccountRoutes
{
    public const string Me = "/api/me";
    public const string Seller = "/api/me/seller";
    public const string Banner = "/api/me/seller/banner";
    public const string Look = "/api/me/seller/look";
    public const string Tokens = "/api/me/tokens";
}

public sealed class AccountsClient(HttpClient http) : ApiClient(http)
{
    public Task<MeView> GetMeAsync(CancellationToken cancellationToken) => GetAsync<MeView>(AccountRoutes.Me, cancellationToken);

    public Task<MeView> UpdateMeAsync(UpdateMeRequest request, CancellationToken cancellationToken) =>
        PutAsync<MeView>(AccountRoutes.Me, request, cancellationToken);

    public Task<OnboardingView> BecomeSellerAsync(BecomeSellerRequest request, CancellationToken cancellationToken) =>
        PostAsync<OnboardingView>(AccountRoutes.Seller, request, cancellationToken);

    /// <summary>Refreshes the seller account from Stripe; 404 <c>not_found</c> when the person is no seller.</summary>
    public Task<SellerView> GetSellerAsync(CancellationToken cancellationToken) => GetAsync<SellerView>(AccountRoutes.Seller, cancellationToken);

    /// <summary>Puts a picture on top of the own public page (PNG, JPEG or WebP, at most 10 MB, at least 400 pixels wide).</summary>
    public Task SetBannerAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        var file = new StreamContent(content);
        file.Headers.ContentType = new("application/octet-stream");
        var form = new MultipartFormDataContent { { file, "file", fileName } };
        return SendAsync(new HttpRequestMessage(HttpMethod.Put, AccountRoutes.Banner) { Content = form }, cancellationToken);
    }

    public Task<SellerLookView> GetLookAsync(CancellationToken cancellationToken) => GetAsync<SellerLookView>(AccountRoutes.Look, cancellationToken);

    /// <summary>403 <c>plan_required</c> when the plan has no custom profile.</summary>
    public Task<SellerLookView> SetLookAsync(SellerLookRequest request, CancellationToken cancellationToken) => PutAsync<SellerLookView>(AccountRoutes.Look, request, cancellationToken);

    public Task RemoveBannerAsync(CancellationToken cancellationToken) => DeleteAsync(AccountRoutes.Banner, cancellationToken);

    public Task<PageView<TokenView>> ListTokensAsync(CancellationToken cancellationToken) =>
        GetAsync<PageView<TokenView>>(AccountRoutes.Tokens, cancellationToken);

    public Task<CreatedTokenView> CreateTokenAsync(CreateTokenRequest request, CancellationToken cancellationToken) =>
        PostAsync<CreatedTokenView>(AccountRoutes.Tokens, request, cancellationToken);

    public Task RevokeTokenAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{AccountRoutes.Tokens}/{id}", cancellationToken);
}
