using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marketplace.ServiceDefaults.Mail;

internal sealed class MailHealthCheck(MailClient mail) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await mail.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SmtpUnavailableException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The mail server does not answer.", exception);
        }
    }
}
