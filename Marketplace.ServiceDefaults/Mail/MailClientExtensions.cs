using Marketplace.ServiceDefaults.Health;
using Marketplace.ServiceDefaults.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

public static class MailClientExtensions
{
    /// <summary>Registers <see cref="MailClient"/>; the sender is <c>Mail:From</c>.</summary>
    public static void AddMailClient(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.Services.AddSingleton(_ => new MailClient(MailSettings.Parse(
            builder.Configuration.GetConnectionString(connectionName)
                ?? throw new InvalidOperationException($"ConnectionStrings:{connectionName} is missing."),
            builder.Configuration["Mail:From"])));
        builder.Services.AddHealthChecks().AddCheck<MailHealthCheck>(connectionName, timeout: DependencyHealth.Timeout);
    }
}
