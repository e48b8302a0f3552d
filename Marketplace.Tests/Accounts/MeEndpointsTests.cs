using Marketplace.Contracts.Accounts;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Accounts;

internal sealed class MeEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Roles_FollowWhatAPersonIs()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        using var seller = await ApiPerson.SellerAsync();
        using var admin = await ApiPerson.AdminAsync();
        Assert.That((await buyer.Accounts.GetMeAsync(None)).Roles, Is.EqualTo(new[] { "buyer" }));
        Assert.That((await seller.Accounts.GetMeAsync(None)).Roles, Is.EqualTo(new[] { "buyer", "seller" }));
        Assert.That((await admin.Accounts.GetMeAsync(None)).Roles, Is.EqualTo(new[] { "buyer", "admin" }));
    }

    [Test]
    public async Task Update_ChangesTheProfile_ButNotToAnothersHandle()
    {
        using var person = await ApiPerson.BuyerAsync();
        using var other = await ApiPerson.BuyerAsync();
        var handle = $"new-{Guid.NewGuid():N}"[..30];
        var me = await person.Accounts.UpdateMeAsync(new() { DisplayName = " Ada ", Handle = handle, Bio = "", Links = ["https://example.org"] }, None);
        Assert.That((me.DisplayName, me.Handle, me.Bio, me.Links.Single()), Is.EqualTo(("Ada", handle, (string?)null, "https://example.org")));
        await Refusal.OfAsync(other.Accounts.UpdateMeAsync(Profile(handle), None), 409, "accounts.handle_taken");
        await Refusal.OfAsync(other.Accounts.UpdateMeAsync(Profile("admin"), None), 400, "accounts.handle_reserved");
        await Refusal.OfAsync(other.Accounts.UpdateMeAsync(Profile("No Spaces"), None), 400, "validation_failed");
        var link = Profile(other.Handle);
        link.Links = ["javascript:alert(1)"];
        await Refusal.OfAsync(other.Accounts.UpdateMeAsync(link, None), 400, "accounts.link_refused");
    }

    [Test]
    public async Task Guest_IsAskedToSignIn()
    {
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(guest.Accounts.GetMeAsync(None), 401, "unauthenticated");
        using var answer = await guest.Http.GetAsync(AccountRoutes.Me);
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
    }

    private static UpdateMeRequest Profile(string handle) => new() { DisplayName = "Somebody", Handle = handle };
}
