namespace Marketplace.ServiceDefaults.Mail;

/// <summary>The server refused the recipient for good (5xx to RCPT TO): trying again is of no use.</summary>
public sealed class RecipientRefusedException(string message, Exception innerException) : Exception(message, innerException);
