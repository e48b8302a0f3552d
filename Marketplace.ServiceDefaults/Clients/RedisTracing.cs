using System.Collections.Concurrent;
using System.Diagnostics;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Marketplace.ServiceDefaults.Clients;

/// <summary>
/// The client has no activity source and the OpenTelemetry instrumentation for it is not on every registry, so spans
/// are made from its profiler: commands are collected per calling activity and turned into spans when that one ends.
/// </summary>
internal static class RedisTracing
{
    private static readonly ActivitySource Source = new("Marketplace.Redis");

    public static void Observe(ConnectionMultiplexer multiplexer)
    {
        var sessions = new ConcurrentDictionary<ActivitySpanId, ProfilingSession>();
        multiplexer.RegisterProfiler(() => Activity.Current is { Recorded: true, IsStopped: false } activity && Source.HasListeners()
            ? sessions.GetOrAdd(activity.SpanId, _ => new ProfilingSession())
            : null);

        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = _ => true,
            ActivityStopped = activity =>
            {
                if (sessions.TryRemove(activity.SpanId, out var session))
                {
                    Export(activity.Context, session.FinishProfiling());
                }
            },
        });
    }

    private static void Export(ActivityContext parent, IEnumerable<IProfiledCommand> commands)
    {
        foreach (var command in commands)
        {
            using var span = Source.StartActivity(ActivityKind.Client, parent, startTime: command.CommandCreated, name: command.Command);
            span?.SetTag("db.system.name", "redis")
                .SetTag("db.namespace", command.Db)
                .SetTag("db.operation.name", command.Command)
                .SetEndTime(command.CommandCreated + command.ElapsedTime);
        }
    }
}
