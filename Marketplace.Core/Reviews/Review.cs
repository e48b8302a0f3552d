namespace Marketplace.Core.Reviews;

/// <summary>A buyer's judgement of what they bought: one per person and product, proved by an order line.</summary>
public sealed class Review
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>1 to 5 stars.</summary>
    public required int Rating { get; set; }
    public required string Title { get; set; }

    /// <summary>Markdown as written.</summary>
    public required string Body { get; set; }
    public required string BodyHtml { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string? ResponseBody { get; private set; }
    public string? ResponseHtml { get; private set; }
    public DateTimeOffset? RespondedAt { get; private set; }

    /// <summary>The seller's answer; answering again replaces it.</summary>
    public void Respond(string body, string html, DateTimeOffset now) => (ResponseBody, ResponseHtml, RespondedAt) = (body, html, now);
}
