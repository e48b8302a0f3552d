using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Faults;

/// <summary>A fault for the next requests or events that match.</summary>
/// <param name="Match">`POST /v1/transfers` or `/v1/refunds` (a prefix of the path); of webhooks the beginning of the event's type. Everything when not said.</param>
/// <param name="Count">How many more times it strikes; until it is cleared when not said.</param>
/// <param name="Copies">How many times more a duplicated event comes.</param>
/// <param name="OnWebhooks">Tells a delay of events from one of requests; the other kinds say it themselves.</param>
internal sealed record FaultRule(FaultKind Kind, string? Match = null, int? Count = 1, int DelayMs = 1000, int Copies = 1, bool OnWebhooks = false)
{
    public int Id { get; init; }
    public int Struck { get; init; }

    public bool IsForWebhooks => OnWebhooks || Kind is FaultKind.Duplicate or FaultKind.Reorder or FaultKind.Drop;
}

/// <summary>Faults by chance, the same for the same seed and order of requests.</summary>
/// <param name="Rate">Of a hundred requests or events, how many meet a fault.</param>
internal sealed record RandomFaults(int Seed, int Rate, IReadOnlyList<FaultKind> Kinds, int DelayMs = 300);

/// <summary>What the next request or event meets.</summary>
internal readonly record struct Fault(FaultKind? Kind, TimeSpan Delay, int Copies = 1);

/// <summary>The faults that are asked for. In memory: a restart of the sandbox ends them.</summary>
internal sealed class FaultPlan
{
    private static readonly FaultKind[] OfRequests =
        [FaultKind.Delay, FaultKind.Error500, FaultKind.RateLimit, FaultKind.LockTimeout, FaultKind.LostRequest, FaultKind.LostAnswer];

    private static readonly FaultKind[] OfWebhooks = [FaultKind.Duplicate, FaultKind.Reorder, FaultKind.Drop, FaultKind.Delay];

    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];
    private RandomFaults? chance;
    private Random dice = new(0);
    private int lastId;
    private int struckByChance;

    public FaultPlanView View()
    {
        lock (gate)
        {
            return new FaultPlanView([.. rules], chance, struckByChance);
        }
    }

    public FaultRule Add(FaultRule rule)
    {
        if (rule.Count < 1 || rule.DelayMs is < 0 or > 600_000 || rule.Copies is < 1 or > 20)
        {
            throw StripeError.Invalid("A fault strikes at least once, delays by at most ten minutes and makes at most 20 copies.");
        }

        if (rule.OnWebhooks && !OfWebhooks.Contains(rule.Kind))
        {
            throw StripeError.Invalid($"The fault {rule.Kind} is none of webhooks.", "kind");
        }

        lock (gate)
        {
            var added = rule with { Id = ++lastId, Struck = 0 };
            rules.Add(added);
            return added;
        }
    }

    public RandomFaults Roll(RandomFaults wanted)
    {
        if (wanted.Rate is < 0 or > 100 || wanted.Kinds.Count == 0)
        {
            throw StripeError.Invalid("The rate is a whole percentage from 0 to 100, and there must be kinds of faults.", "rate");
        }

        lock (gate)
        {
            (chance, dice, struckByChance) = (wanted, new Random(wanted.Seed), 0);
            return wanted;
        }
    }

    public void Remove(int id)
    {
        lock (gate)
        {
            rules.RemoveAll(r => r.Id == id);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
            chance = null;
        }
    }

    public Fault ForRequest(string method, string path) =>
        Next(OfRequests, rule => !rule.IsForWebhooks && IsMatch(rule.Match, method, path));

    public Fault ForEvent(string type) =>
        Next(OfWebhooks, rule => rule.IsForWebhooks && (rule.Match is null || type.StartsWith(rule.Match, StringComparison.Ordinal)));

    private Fault Next(FaultKind[] possible, Func<FaultRule, bool> isMatch)
    {
        lock (gate)
        {
            if (rules.Count == 0 && chance is null)
            {
                return default;
            }

            var delay = TimeSpan.Zero;
            if (rules.Find(r => r.Kind == FaultKind.Delay && isMatch(r)) is { } slow)
            {
                Strike(slow);
                delay = TimeSpan.FromMilliseconds(slow.DelayMs);
            }

            if (rules.Find(r => r.Kind != FaultKind.Delay && isMatch(r)) is { } rule)
            {
                Strike(rule);
                return new Fault(rule.Kind, delay, rule.Copies);
            }

            return delay > TimeSpan.Zero ? new Fault(null, delay) : ByChance(possible);
        }
    }

    private Fault ByChance(FaultKind[] possible)
    {
        var kinds = chance?.Kinds.Intersect(possible).ToList() ?? [];
        if (kinds.Count == 0 || dice.Next(100) >= chance!.Rate)
        {
            return default;
        }

        struckByChance++;
        var kind = kinds[dice.Next(kinds.Count)];
        return kind == FaultKind.Delay ? new Fault(null, TimeSpan.FromMilliseconds(chance.DelayMs)) : new Fault(kind, TimeSpan.Zero);
    }

    private void Strike(FaultRule rule)
    {
        var index = rules.IndexOf(rule);
        if (rule.Count == 1)
        {
            rules.RemoveAt(index);
        }
        else
        {
            rules[index] = rule with { Count = rule.Count - 1, Struck = rule.Struck + 1 };
        }
    }

    private static bool IsMatch(string? match, string method, string path)
    {
        var parts = match?.Split(' ', 2, StringSplitOptions.TrimEntries) ?? [];
        return parts switch
        {
            [] => true,
            [var prefix] => path.StartsWith(prefix, StringComparison.Ordinal),
            [var only, var prefix, ..] => method.Equals(only, StringComparison.OrdinalIgnoreCase) && path.StartsWith(prefix, StringComparison.Ordinal),
        };
    }
}

internal sealed record FaultPlanView(IReadOnlyList<FaultRule> Rules, RandomFaults? Random, int StruckByChance);
