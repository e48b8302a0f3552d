using System.Net.Http.Headers;
using Marketplace.Contracts.Cart;
using Marketplace.Web.Cart;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.Accounts;

/// <summary>Sends on whose request this is: the session's access token, or a guest's cart.</summary>
internal sealed class ApiCredentialsHandler(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext is { } context)
        {
            if (context.User.Identity?.IsAuthenticated == true && await context.GetTokenAsync("access_token") is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            if (GuestCart.Id(context) is { } cart)
            {
                request.Headers.Remove(CartRoutes.CartIdHeader);
                request.Headers.Add(CartRoutes.CartIdHeader, cart.ToString());
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
