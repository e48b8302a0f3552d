using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Marketplace.Core.Selling;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Dispute = Marketplace.StripeSandbox.Disputes.Dispute;

namespace Marketplace.Tests.Payments;

/// <summary>Plays one sequence of steps with sellers, buyers and orders of its own, and then lets everything come to rest.</summary>
internal sealed class MoneyPlay(Market market)
{
    private const int Sellers = 3;

    private static readonly string[] HandledEvents = ["checkout.session.", "refund.", "charge.refund.updated", "charge.dispute.", "radar.early_fraud_warning.", "account.updated", "payout."];

    /// <summary>Plain ones, and those that bring something upon the sale or its refund.</summary>
    private static readonly string[] Cards = [.. Enumerable.Repeat("4242424242424242", 6), .. TestCards.All.Where(card => card.Aftermath != CardAftermath.None).Select(card => card.Number)];

    private readonly Guid[] sellers = new Guid[Sellers];
    private readonly List<Guid> orders = [];
    private readonly HashSet<string> delivered = [];
    private long firstEvent;

    public IReadOnlyList<Guid> Orders => orders;

    public IEnumerable<Guid> ActiveSellers => sellers.Where(seller => seller != Guid.Empty);

    public async Task RunAsync(IEnumerable<MoneyStep> steps)
    {
        firstEvent = await market.AtStripeAsync(scope => scope.Session.All<Event>().Select(item => item.Sequence).DefaultIfEmpty().Max());
        foreach (var step in steps)
        {
            await Task.WhenAll(TryAsync(step), step.Together is { } other ? TryAsync(other) : Task.CompletedTask);
        }

        await ComeToRestAsync();
    }

    /// <summary>A refusal is an answer, and a process that dies is started again: neither may leave the books wrong.</summary>
    private async Task TryAsync(MoneyStep step)
    {
        try
        {
            await PlayAsync(step);
        }
        catch (Exception exception) when (exception is ProcessDiedException or StripeError)
        {
        }
    }

    private Task PlayAsync(MoneyStep step) => step.Act switch
    {
        MoneyAct.Sell => SellAsync(step, isSeen: true),
        MoneyAct.SellUnseen => SellAsync(step, isSeen: false),
        MoneyAct.RefundLine => RefundAsync(step, isLine: true),
        MoneyAct.RefundOrder => RefundAsync(step, isLine: false),
        MoneyAct.RefundAtStripe => AtChargeAsync(step, (scope, charge) => RefundActions.Create(scope, new() { Charge = charge.Id, Amount = 1 + step.Cents % Math.Max(1, charge.Refundable()) })),
        MoneyAct.Ask => AskAsync(step),
        MoneyAct.Grant => GrantAsync(step),
        MoneyAct.OpenDispute => AtChargeAsync(step, (scope, charge) => DisputeActions.Open(scope, charge, new(step.Cents % 3 == 0 ? null : 1 + step.Cents % Math.Max(1, charge.Refundable())))),
        MoneyAct.OpenInquiry => AtChargeAsync(step, (scope, charge) => DisputeActions.Open(scope, charge, new(Inquiry: true))),
        MoneyAct.DecideDispute => DecideAsync(step),
        MoneyAct.WarnOfFraud => AtChargeAsync(step, FraudWarnings.Open),
        MoneyAct.PauseSeller => ChangeAccountAsync(step, "inactive"),
        MoneyAct.ResumeSeller => ChangeAccountAsync(step, "active"),
        MoneyAct.PassHours => market.PassAsync(TimeSpan.FromHours(1 + step.Cents % 30)),
        MoneyAct.PassDays => market.PassAsync(TimeSpan.FromDays(1 + step.Cents % 8)),
        MoneyAct.Release => market.ReleaseAsync(),
        MoneyAct.RunPayouts => market.RunPayoutsAsync(),
        MoneyAct.FollowBank => market.FollowBankPayoutsAsync(),
        MoneyAct.Deliver => DeliverAsync(),
        MoneyAct.DeliverThrice => DeliverAsync(times: 3),
        MoneyAct.DeliverReversed => DeliverAsync(isReversed: true),
        MoneyAct.LoseWebhooks => LoseWebhooksAsync(),
        MoneyAct.DieAtRefund => DieAtAsync("/refunds", step),
        MoneyAct.DieAtTransfer => DieAtAsync("/transfers", step),
        MoneyAct.DieAtReversal => DieAtAsync("/reversals", step),
        MoneyAct.Sweep => SweepAsync(),
        MoneyAct.Work => market.WorkAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Act, null),
    };

    private async Task SellAsync(MoneyStep step, bool isSeen)
    {
        var buyer = await market.BuyerAsync();
        var products = new List<Core.Catalog.Product>();
        for (var i = 0; i <= step.Which % 3; i++)
        {
            products.Add(await market.ProductAsync(await SellerAsync(step.Which + i * step.Cents), 50 + step.Cents * (i + 1) * 37 % 3_951));
        }

        await market.PutInCartAsync(buyer, [.. products]);
        if (step.Cents % 4 == 0)
        {
            var code = $"D{Guid.NewGuid():N}"[..20];
            await market.DiscountAsync(products[0].SellerId, code, new DiscountContent(1 + step.Cents % 50, null, null, [], null, null, null, null, true));
            await market.UseDiscountAsync(buyer, code);
        }

        var details = step.Cents % 3 == 0 ? new CheckoutDetails("DE", null, null, null) : CheckoutDetails.None;
        var checkout = await market.CheckoutAsync(buyer, Guid.NewGuid().ToString(), details);
        if (!checkout.IsOk || checkout.Value.Url is null)
        {
            return;
        }

        await market.PayAsync(checkout.Value.Url, Cards[step.Which % Cards.Length]);
        lock (orders)
        {
            orders.Add(checkout.Value.OrderId);
        }

        if (isSeen)
        {
            await market.SettleAsync(checkout.Value.OrderId);
        }
    }

    private async Task<Guid> SellerAsync(int which)
    {
        var place = which % Sellers;
        if (sellers[place] == Guid.Empty)
        {
            sellers[place] = await market.SellerAsync();
        }

        return sellers[place];
    }

    private async Task<Order?> PaidOrderAsync(int which)
    {
        if (orders.Count == 0)
        {
            return null;
        }

        var order = await market.OrderAsync(orders[which % orders.Count]);
        return order.PaidAt is null ? null : order;
    }

    private async Task RefundAsync(MoneyStep step, bool isLine)
    {
        if (await PaidOrderAsync(step.Which) is not { } order)
        {
            return;
        }

        int? line = isLine ? step.Cents % order.Lines.Count : null;
        var left = line is { } position ? order.Lines[position].RefundableCents : order.Lines.Sum(each => each.RefundableCents);
        await market.RefundAsync(order, step.Cents % 5 == 0 ? null : 1 + step.Cents % Math.Max(1, left), line);
    }

    private async Task AskAsync(MoneyStep step)
    {
        if (await PaidOrderAsync(step.Which) is { } order)
        {
            Money? amount = step.Cents % 2 == 0 ? null : new(step.Cents, order.Currency);
            await market.WithAsync((RequestRefund ask) => ask.ExecuteAsync(order.BuyerId, new(order.Id, null, amount, "Does not fit"), Guid.NewGuid().ToString(), CancellationToken.None));
        }
    }

    private async Task GrantAsync(MoneyStep step)
    {
        var asked = await market.ReadAsync(db => db.Refunds
            .Where(refund => orders.Contains(refund.OrderId) && refund.State == RefundState.Requested)
            .OrderBy(refund => refund.Id).Select(refund => refund.Id).ToListAsync());
        if (asked.Count > 0)
        {
            await market.WithAsync((DecideRefund decide) => decide.GrantAsync(Market.Admin, asked[step.Which % asked.Count], CancellationToken.None));
        }
    }

    private async Task AtChargeAsync<T>(MoneyStep step, Func<Scope, Charge, T> act)
    {
        if (await PaidOrderAsync(step.Which) is { } order)
        {
            var charge = await market.ChargeAsync(order.Id);
            await market.AtStripeAsync(scope => act(scope, scope.Find<Charge>(charge)!));
        }
    }

    private async Task DecideAsync(MoneyStep step)
    {
        var charges = await ChargesAsync();
        await market.AtStripeAsync(scope =>
        {
            var open = scope.Session.All<Dispute>().Where(dispute => charges.Contains(dispute.Charge) && !dispute.IsClosed()).ToList();
            if (open.Count == 0)
            {
                return false;
            }

            // A bank that escalates an inquiry for more than is left of the charge takes it from the platform: the scenarios of disputes have that case.
            var dispute = open[step.Which % open.Count];
            var charge = scope.Find<Charge>(dispute.Charge)!;
            var isCovered = dispute.Amount <= charge.Refundable() - DisputeActions.ChargedBack(scope, charge);
            DisputeActions.Decide(scope, dispute, (dispute.IsInquiry(), step.Cents % 2) switch
            {
                (true, 0) when isCovered => "escalated",
                (true, _) => "closed",
                (false, 0) => "won",
                _ => "lost",
            });
            return true;
        });
    }

    private async Task ChangeAccountAsync(MoneyStep step, string transfers)
    {
        var account = await market.StripeAccountAsync(await SellerAsync(step.Which));
        await market.AtStripeAsync(scope => AccountStates.Change(scope, scope.Find<Account>(account)!, new() { Transfers = transfers }));
    }

    private Task DieAtAsync(string pathEnd, MoneyStep step)
    {
        market.LostAnswers.DieAt(pathEnd, isDone: step.Cents % 2 == 0);
        return Task.CompletedTask;
    }

    /// <summary>Webhooks bring what is new at Stripe; when they bring it more than once, also all that they have brought before.</summary>
    private async Task DeliverAsync(int times = 1, bool isReversed = false)
    {
        var events = await EventsAsync();
        lock (delivered)
        {
            events.RemoveAll(item => !delivered.Add(item.Id) && times == 1);
        }

        if (isReversed)
        {
            events.Reverse();
        }

        for (var time = 0; time < times; time++)
        {
            foreach (var item in events)
            {
                await market.WithAsync((ReceiveProviderEvent receive) => receive.ExecuteAsync(item.Id, item.Type, item.ObjectId, item.Account, CancellationToken.None));
            }
        }

        await market.WorkAsync();
    }

    private Task<List<(string Id, string Type, string ObjectId, string? Account)>> EventsAsync() => market.AtStripeAsync(scope => scope.Session.All<Event>()
        .Where(item => item.Sequence > firstEvent && Array.Exists(HandledEvents, start => item.Type.StartsWith(start, StringComparison.Ordinal)))
        .Select(item => (item.Id, item.Type, ObjectId: item.Data.Object["id"]!.GetValue<string>(), item.Account)).ToList());

    /// <summary>What Stripe has not brought yet never comes by itself.</summary>
    private async Task LoseWebhooksAsync()
    {
        var events = await EventsAsync();
        lock (delivered)
        {
            delivered.UnionWith(events.Select(item => item.Id));
        }
    }

    private async Task SweepAsync()
    {
        await market.WithAsync((SweepProviderEvents sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync((SweepRefunds sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync((SweepTransfers sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync((SweepReversals sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync((SweepAccounts sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WithAsync(async (SweepDisputes sweep) =>
        {
            await sweep.ExecuteAsync(CancellationToken.None);
            return true;
        });
        await market.FollowBankPayoutsAsync();
    }

    /// <summary>The network works again, but no webhook comes any more: the sweepers alone find what was missed.</summary>
    private async Task ComeToRestAsync()
    {
        market.LostAnswers.LiveOn();
        for (var round = 0; round < 2; round++)
        {
            await market.PassAsync(PaymentPolicy.SweepAfter + TimeSpan.FromMinutes(1));
            await SweepAsync();
            while (await market.ReadAsync(db => db.OutboxMessages.AnyAsync(message => message.HandledAt == null && message.DeadAt == null)))
            {
                await market.PassAsync(TimeSpan.FromMinutes(5));
                await market.WorkAsync();
            }
        }
    }

    private Task<List<string>> ChargesAsync() =>
        market.ReadAsync(db => db.Payments.Where(payment => orders.Contains(payment.OrderId) && payment.ChargeId != null).Select(payment => payment.ChargeId!).ToListAsync());
}
