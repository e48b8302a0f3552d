using Marketplace.Core.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Orders;

public static class OrdersFeature
{
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(CompanySettings.From(configuration))
        .AddScoped<GetDownload>()
        .AddScoped<OpenDownload>()
        .AddScoped<AllowDownloads>()
        .AddScoped<SaveUpdateToken>()
        .AddScoped<FindUpdates>()
        .AddScoped<ValidateLicense>()
        .AddScoped<DeactivateLicense>()
        .AddScoped<IssueReceipt>()
        .AddScoped<VerifyDocument>()
        .AddScoped<InvoiceWriter>()
        .AddScoped<IssueInvoice>()
        .AddScoped<IssueNote>()
        .AddScoped<GetInvoice>();

    public static IServiceCollection AddOrderHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<OrderPaid, InvoiceOnOrderPaid>()
        .AddOutboxHandler<OrderPaid, ReceiptsOnOrderPaid>();
}
