namespace Marketplace.ServiceDefaults.Mail;

/// <summary>The mail was not handed over: the server is away, refused it, or broke off. The sender decides when to try again.</summary>
public sealed class SmtpUnavailableException(string message, Exception innerException) : Exception(message, innerException);
