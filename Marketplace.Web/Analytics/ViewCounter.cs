using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Marketplace.ServiceDefaults.Traffic;

namespace Marketplace.Web.Analytics;

/// <summary>Somebody looked at a product. The address and the browser's name stay in this process, and only until the next second's batch is written.</summary>
internal sealed record View(DateTimeOffset At, Guid ProductId, string Address, string UserAgent, ViewSource Source);

/// <summary>
/// Takes views from pages without making them wait, and writes them to Redis once a second. When Redis is away or the queue is full, views are lost
/// and counted as lost: no page is worth less than its view.
/// </summary>
internal sealed class ViewCounter(ViewWriter writer, TimeProvider time, ILogger<ViewCounter> logger) : BackgroundService
{
    public const int Capacity = 10_000;

    private const int BatchSize = 2_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Marketplace.Traffic");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("marketplace.views.lost");
    private readonly Channel<View> views = Channel.CreateBounded<View>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Counts a page that is being answered, if somebody sees it.</summary>
    public void Opened(HttpContext context, Guid productId)
    {
        if (ViewRules.IsOpened(context.Request))
        {
            Add(context, productId, ViewRules.SourceOf(context.Request));
        }
    }

    /// <summary>Counts a page that was fetched ahead by a link of ours, and is seen now.</summary>
    public void Shown(HttpContext context, Guid productId)
    {
        if (ViewRules.IsShown(context.Request))
        {
            Add(context, productId, ViewRules.SourceOf(context.Request) with { Referrer = ViewSource.Here });
        }
    }

    private void Add(HttpContext context, Guid productId, ViewSource source)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (!views.Writer.TryWrite(new(time.GetUtcNow(), productId, address, context.Request.Headers.UserAgent.ToString(), source)))
        {
            Lost.Add(1);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await views.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Every, stoppingToken);
                await WriteAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        while (views.Reader.Count > 0)
        {
            var batch = new List<View>();
            while (batch.Count < BatchSize && views.Reader.TryRead(out var view))
            {
                batch.Add(view);
            }

            try
            {
                await writer.WriteAsync(batch);
            }
            catch (Exception exception)
            {
                Lost.Add(batch.Count);
                logger.LogWarning(exception, "{Count} views are lost: Redis does not take them", batch.Count);
                return;
            }
        }
    }
}
