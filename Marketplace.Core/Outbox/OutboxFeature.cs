using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Outbox;

/// <summary>How one stored message reaches its handler.</summary>
/// <param name="Type">The message's <see cref="IOutboxEvent.Name"/>.</param>
public sealed record OutboxRoute(string Type, string Handler, Func<IServiceProvider, string, CancellationToken, Task> InvokeAsync);

public static class OutboxFeature
{
    /// <summary>Several handlers may listen to one message; when one fails, all run again.</summary>
    public static IServiceCollection AddOutboxHandler<TMessage, THandler>(this IServiceCollection services)
        where TMessage : IOutboxEvent
        where THandler : class, IOutboxHandler<TMessage>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new OutboxRoute(TMessage.Name, typeof(THandler).Name, (scope, payload, cancellationToken) =>
        {
            var message = JsonSerializer.Deserialize<TMessage>(payload)
                ?? throw new InvalidOperationException($"A {TMessage.Name} message is empty.");
            return scope.GetRequiredService<THandler>().HandleAsync(message, cancellationToken);
        }));
    }

    public static IServiceCollection AddOutboxDispatch(this IServiceCollection services) => services.AddScoped<DispatchOutbox>().AddScoped<PurgeOutbox>();
}
