using System.Collections.Concurrent;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Resilience;

/// <summary>
/// Buyers who act at the same time, and sellers and an admin who refund meanwhile. Each person does one thing after the other; who does what
/// follows from a seed.
/// </summary>
internal sealed class Crowd(Shop shop, int seed)
{
    public const int Buyers = 20;
    public const int OrdersPerBuyer = 10;
    private const int RefundsAfterPayout = 40;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ConcurrentBag<(Guid OrderId, Guid BuyerId)> paid = [];

    /// <summary>Every order whose payment page took the money.</summary>
    public IReadOnlyCollection<(Guid OrderId, Guid BuyerId)> Paid => paid;

    public int Refunds { get; private set; }

    public Task BuyAsync() => Task.WhenAll(Enumerable.Range(0, Buyers).Select(ShopAroundAsync));

    /// <summary>Refunds of money that has been passed on to the sellers: it has to come back from their Stripe balances.</summary>
    public async Task RefundAfterPayoutAsync()
    {
        var random = new Random(seed);
        var orders = paid.Select(order => order.OrderId).Order().ToArray();
        random.Shuffle(orders);
        var parts = orders.Take(RefundsAfterPayout).Select(order => (Order: order, IsWhole: random.Next(2) == 0)).ToList();
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (part, _) =>
        {
            var left = await shop.Admin.Refunds.GetRefundableAsync(part.Order.ToString(), None);
            if (left.Remaining.Amount > 0)
            {
                await RefundAsync(shop.Admin, part.Order, null, part.IsWhole ? null : new MoneyView(1 + (left.Remaining.Amount / 3), "USD"));
            }
        });
    }

    private async Task ShopAroundAsync(int number)
    {
        var random = new Random(HashCode(number));
        using var buyer = await shop.BuyerAsync();
        var wishes = shop.Products.Select(product => product.Id).ToArray();
        random.Shuffle(wishes);
        var rest = new Queue<Guid>(wishes);
        for (var i = 0; i < OrdersPerBuyer; i++)
        {
            var order = await BuyAsync(buyer, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => rest.Dequeue())], returns: random.Next(4) > 0);
            if (order is not null)
            {
                await PerhapsRefundAsync(buyer, order, random.Next(8));
            }
        }

        // Some leave a payment page open for good.
        if (random.Next(3) == 0)
        {
            await buyer.FillCartAsync([rest.Dequeue()]);
            await CheckoutAsync(buyer);
        }
    }

    /// <returns>The order, of a buyer who returns to the shop; else the webhook or a sweep has to settle it.</returns>
    private async Task<OrderView?> BuyAsync(ApiPerson buyer, Guid[] products, bool returns)
    {
        await buyer.FillCartAsync(products);
        var checkout = await CheckoutAsync(buyer);
        await shop.PayAsync(checkout);
        paid.Add((checkout.OrderId, buyer.Id));
        if (!returns)
        {
            return null;
        }

        // Stripe may be out of reach for the Api at this moment: then the order is still pending, and the buyer looks again.
        var order = await buyer.Payments.RefreshAsync(checkout.OrderId, None);
        for (var i = 0; i < 60 && order.Status == OrderStatus.Pending; i++)
        {
            await Task.Delay(500);
            order = await buyer.Payments.RefreshAsync(checkout.OrderId, None);
        }

        Assert.That(order.Status, Is.EqualTo(OrderStatus.Paid), $"order {order.Number} after its payment");
        return order;
    }

    /// <summary>
    /// What was paid and is not settled yet still lies in the cart. A checkout that finds this out ends its order, so that nothing is paid
    /// twice, and the buyer checks out what is left; after a lost refusal the key leads to the order that was ended.
    /// </summary>
    private async Task<CheckoutView> CheckoutAsync(ApiPerson buyer)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var checkout = await buyer.Payments.CheckoutAsync(Guid.NewGuid().ToString(), None);
                if (new Uri(checkout.CheckoutUrl).Authority == shop.Market.Stripe.Authority)
                {
                    return checkout;
                }

                Assert.That((await buyer.Orders.GetAsync(checkout.OrderNumber, None)).Status, Is.EqualTo(OrderStatus.Canceled), "an order without a payment page");
            }
            catch (ApiProblemException problem) when (problem.Code == "cart.already_owned" && attempt < 5)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task PerhapsRefundAsync(ApiPerson buyer, OrderView order, int what)
    {
        switch (what)
        {
            case 0:
                var asked = await buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit" }, Guid.NewGuid().ToString(), None);
                await DoneAsync(shop.Admin.Refunds.GrantAsync(asked.Id, None), "refunds.not_open");
                break;
            case 1:
                var line = order.Lines[0];
                var seller = shop.Sellers.Single(seller => seller.Id == shop.Products.Single(product => product.Id == line.ProductId).SellerId);
                await RefundAsync(seller, order.Id, line.Id, null);
                break;
            case 2:
                await RefundAsync(shop.Admin, order.Id, null, new(order.Total.Amount / 3, order.Total.Currency));
                break;
        }
    }

    private async Task RefundAsync(ApiPerson person, Guid orderId, Guid? lineId, MoneyView? amount)
    {
        await person.Refunds.RefundAsync(orderId, new() { LineId = lineId, Amount = amount, Reason = "Does not fit" }, Guid.NewGuid().ToString(), None);
        lock (paid)
        {
            Refunds++;
        }
    }

    /// <summary>A decision has no key: who repeats it after a lost answer learns that it was made.</summary>
    private async Task DoneAsync(Task decision, string madeBefore)
    {
        try
        {
            await decision;
        }
        catch (ApiProblemException problem) when (problem.Code == madeBefore)
        {
            // That is the answer which was lost.
        }

        lock (paid)
        {
            Refunds++;
        }
    }

    private int HashCode(int number) => (seed * 397) ^ number;
}
