using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.StripeSandbox.Events;

/// <summary>Records an event with the object as it is at that moment, and a delivery for every webhook that wants it.</summary>
internal sealed class EventWriter(WireJson wire, WebhookTargets targets, ContractLog contractLog, FaultPlan faults)
{
    public void Write(Scope scope, string type, StripeObject subject, StripeObject? before)
    {
        var snapshot = wire.Of(subject);
        contractLog.CheckEvent(type, snapshot);
        var id = DocumentId.New("evt_");
        var account = subject is Account connected ? connected.Id : subject.Owner;
        var receivers = targets.For(scope.Session, type, account).ToList();
        scope.Put(new Event
        {
            Id = id,
            Owner = account,
            Account = account,
            Created = scope.Created,
            Data = new EventData(snapshot, before is null ? null : Changed(wire.Of(before), snapshot)),
            PendingWebhooks = receivers.Count,
            Request = scope.Request,
            Type = type,
        });
        foreach (var receiver in receivers)
        {
            var delivery = scope.Put(WebhookDelivery.Create(id, type, receiver).With(faults.ForEvent(type), out var copies));
            for (; copies > 0; copies--)
            {
                scope.Put(delivery with { Id = DocumentId.New("whd_"), Sequence = 0 });
            }
        }
    }

    private static JsonObject Changed(JsonObject before, JsonObject after)
    {
        var changed = new JsonObject();
        foreach (var (name, value) in before)
        {
            if (!JsonNode.DeepEquals(value, after[name]))
            {
                changed[name] = value?.DeepClone();
            }
        }

        return changed;
    }
}
