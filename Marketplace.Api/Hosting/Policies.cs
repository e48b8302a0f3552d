namespace Marketplace.Api.Hosting;

/// <summary>Names of the authorization policies; the fallback policy asks for a signed-in user.</summary>
internal static class Policies
{
    public const string Admin = "admin";
}
