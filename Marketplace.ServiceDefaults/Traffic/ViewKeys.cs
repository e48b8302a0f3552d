namespace Marketplace.ServiceDefaults.Traffic;

/// <summary>
/// Where views wait in Redis between the web hosts, which count them, and the workers, which bring them to the database.
/// <code>
/// web:     pending[field] += n                                                  (hosts add up in one hash)
/// worker:  batches ∪= {id}, pending ─rename─▶ batch:id ─one transaction─▶ database, batch:id and id removed
/// </code>
/// A worker that dies leaves its batch in <see cref="Batches"/>, and the next one brings it; the batch's id is in the database with its views.
/// The braces keep all keys of a cluster in one place, which a rename needs.
/// </summary>
public sealed class ViewKeys(string name = "traffic")
{
    public string Pending => $"{{{name}}}:pending";

    public string Batches => $"{{{name}}}:batches";

    public string Batch(string id) => $"{{{name}}}:batch:{id}";

    /// <summary>The day's secret, which goes with the day: after it nobody can tell whether a visitor is in <see cref="Seen"/>.</summary>
    public string Salt(DateOnly day) => $"{{{name}}}:salt:{Text(day)}";

    /// <summary>Hashes of who looked at what on this day; gone with the day.</summary>
    public string Seen(DateOnly day) => $"{{{name}}}:seen:{Text(day)}";

    internal static string Text(DateOnly day) => day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
