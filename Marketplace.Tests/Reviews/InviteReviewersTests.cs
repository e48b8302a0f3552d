using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Payments;
using Marketplace.Core.Reviews;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Reviews;

internal sealed class InviteReviewersTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private Market market = null!;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        product = await market.ProductAsync(await market.SellerAsync(), price: 10_00, extendedPrice: 40_00);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task ABuyer_IsInvitedOnce_AWeekAfterThePayment_ByWhateverWorkers()
    {
        var buyer = await BuyAsync();
        await market.PassAsync(Week - TimeSpan.FromSeconds(1));
        Assert.That(await InviteAsync(), Is.Zero);
        await market.PassAsync(TimeSpan.FromSeconds(1));
        var invited = await Task.WhenAll(InviteAsync(), InviteAsync());
        Assert.That(invited.Sum(), Is.EqualTo(1));
        await Task.WhenAll(market.WorkAsync(), market.WorkAsync());
        await market.PassAsync(Week);
        Assert.That(await InviteAsync(), Is.Zero);
        await market.WorkAsync();
        Assert.That(await MailsAsync(), Is.EqualTo(new[] { buyer.Email }));
    }

    [Test]
    public async Task ASecondLicence_BringsNoSecondInvitation()
    {
        var buyer = await BuyAsync();
        await market.WithAsync((PutCartLine put) => put.ExecuteAsync(buyer.Owner, product.Id, LicenseKind.Extended, default));
        await PayCartAsync(buyer);
        await market.PassAsync(Week);
        Assert.That(await InviteAsync(), Is.EqualTo(2));
        await market.WorkAsync();
        Assert.That(await MailsAsync(), Is.EqualTo(new[] { buyer.Email }));
    }

    [Test]
    public async Task WhoHasReviewed_HadTheMoneyBack_OrHasNoAccount_IsNotInvited()
    {
        var (reviewer, refunded) = (await BuyAsync(), await market.BuyerAsync());
        await market.ReadAsync(db => new AddReview(db, market.Clock).ExecuteAsync(new(product.Id, reviewer.Id, 5, "Fine", "Works."), null, default));
        await market.RefundAsync(await market.PaidOrderAsync(refunded, product));
        await GuestBuysAsync();
        await market.WorkAsync();
        await market.PassAsync(Week);
        Assert.That(await InviteAsync(), Is.Zero);
        Assert.That(await market.ReadAsync(db => db.Invitations.CountAsync(invitation => invitation.DecidedAt != null && !invitation.IsInvited)), Is.EqualTo(3));
    }

    [Test]
    public async Task AGuestsOrder_ThatIsClaimedInTime_InvitesItsNewOwner()
    {
        var guest = await GuestBuysAsync();
        var owner = await market.BuyerAsync();
        await market.WithAsync((ClaimGuestOrders claim) => claim.ExecuteAsync(owner.Id, guest.Email, default));
        await market.PassAsync(Week);
        await InviteAsync();
        await market.WorkAsync();
        Assert.That(await MailsAsync(), Is.EqualTo(new[] { owner.Email }));
    }

    [Test]
    public async Task WorkersThatWereAwayForAMonth_DoNotInviteAnyMore()
    {
        await BuyAsync();
        await market.PassAsync(Week + ReviewPolicy.InviteWithin + TimeSpan.FromMinutes(1));
        Assert.That(await InviteAsync(), Is.Zero);
    }

    private async Task<CheckoutBuyer> BuyAsync()
    {
        var buyer = await market.BuyerAsync();
        await market.PaidOrderAsync(buyer, product);
        await market.WorkAsync();
        return buyer;
    }

    private async Task<CheckoutBuyer> GuestBuysAsync()
    {
        var guest = await market.GuestAsync($"{Guid.NewGuid():N}@example.org", product);
        await PayCartAsync(guest);
        return guest;
    }

    private async Task PayCartAsync(CheckoutBuyer buyer)
    {
        var checkout = (await market.CheckoutAsync(buyer, Guid.NewGuid().ToString())).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);
        await market.WorkAsync();
    }

    private Task<int> InviteAsync() => market.WithAsync((InviteReviewers invite) => invite.ExecuteAsync(default));

    private Task<List<string>> MailsAsync() => market.ReadAsync(db => db.Mails.Where(mail => mail.Key.StartsWith("review-invitation:")).Select(mail => mail.To).ToListAsync());
}
