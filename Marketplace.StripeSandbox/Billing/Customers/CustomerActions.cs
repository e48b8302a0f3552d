using System.Net.Mail;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Customers;

internal static class CustomerActions
{
    public static Customer Create(Scope scope, CustomerParameters parameters)
    {
        var customer = scope.Put(New(scope, RequireEmail(parameters.Email), parameters.Name) with
        {
            Address = parameters.Address,
            Description = parameters.Description,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Phone = parameters.Phone,
            PreferredLocales = parameters.PreferredLocales ?? [],
        });
        if (parameters.PaymentMethod is { } method)
        {
            var attached = PaymentMethodActions.AttachTo(scope, customer, method);
            var wanted = parameters.InvoiceSettings?.DefaultPaymentMethod;
            // A test name stands for the method it has just been turned into.
            customer = scope.Put(customer with { InvoiceSettings = new(wanted == method ? attached.Id : DefaultMethod(scope, customer, wanted)) });
        }

        scope.Emit("customer.created", customer);
        return customer;
    }

    /// <summary>The customer that a checkout makes of its buyer.</summary>
    public static Customer CreateFor(Scope scope, string? email, string? name)
    {
        var customer = scope.Put(New(scope, email, name));
        scope.Emit("customer.created", customer);
        return customer;
    }

    public static Customer Update(Scope scope, string id, CustomerParameters parameters)
    {
        var customer = Require(scope, id);
        var updated = scope.Put(customer with
        {
            Address = parameters.Address ?? customer.Address,
            Description = parameters.Description ?? customer.Description,
            Email = RequireEmail(parameters.Email) ?? customer.Email,
            InvoiceSettings = parameters.InvoiceSettings?.DefaultPaymentMethod is { } method
                ? new(DefaultMethod(scope, customer, method))
                : customer.InvoiceSettings,
            Metadata = Metadata.Merge(customer.Metadata, parameters.Metadata),
            Name = parameters.Name ?? customer.Name,
            Phone = parameters.Phone ?? customer.Phone,
            PreferredLocales = parameters.PreferredLocales ?? customer.PreferredLocales,
        });
        scope.Emit("customer.updated", updated, customer);
        return updated;
    }

    /// <summary>Ends the customer's subscriptions at once and forgets their cards.</summary>
    public static JsonObject Delete(Scope scope, string id)
    {
        var customer = Require(scope, id);
        foreach (var subscription in scope.Session.All<Subscription>().Where(s => s.Customer == id && s.EndedAt is null).ToList())
        {
            SubscriptionEnding.End(scope, subscription, "cancellation_requested");
        }

        foreach (var method in scope.Session.All<PaymentMethod>().Where(m => m.Customer == id).ToList())
        {
            scope.Put(method with { Customer = null });
        }

        scope.Put(customer with { IsDeleted = true });
        scope.Emit("customer.deleted", customer);
        return DeletedAnswer(id);
    }

    public static object Read(Scope scope, string id)
    {
        var customer = scope.Require<Customer>(id, "customer");
        return customer.IsDeleted ? DeletedAnswer(id) : customer;
    }

    public static Customer Require(Scope scope, string id) =>
        scope.Require<Customer>(id, "customer") is { IsDeleted: false } customer ? customer : throw StripeError.NotFound("customer", id);

    public static Customer RequireParameter(Scope scope, string? id, string parameter = "customer")
    {
        if (id is null)
        {
            throw StripeError.Invalid($"Missing required param: {parameter}.", parameter, "parameter_missing");
        }

        return scope.RequireParameter<Customer>(id, "customer", parameter) is { IsDeleted: false } customer
            ? customer
            : throw StripeError.Missing("customer", id, parameter);
    }

    private static Customer New(Scope scope, string? email, string? name) => new()
    {
        Id = DocumentId.New("cus_", 14),
        Owner = scope.Owner,
        Created = scope.Created,
        Email = email,
        InvoicePrefix = DocumentId.New("", 8).ToUpperInvariant(),
        Metadata = Metadata.Empty,
        Name = name,
        Origin = scope.BaseUrl,
    };

    private static string? DefaultMethod(Scope scope, Customer customer, string? id) => id is null
        ? null
        : PaymentMethodActions.RequireOf(scope, customer, id, "invoice_settings[default_payment_method]").Id;

    private static string? RequireEmail(string? email) => email is null || MailAddress.TryCreate(email, out _)
        ? email
        : throw StripeError.Invalid($"Invalid email address: {email}", "email", "email_invalid");

    private static JsonObject DeletedAnswer(string id) => new() { ["id"] = id, ["object"] = "customer", ["deleted"] = true };
}
