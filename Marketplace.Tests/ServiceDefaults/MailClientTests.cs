using System.Net;
using System.Net.Sockets;
using Marketplace.ServiceDefaults.Mail;

namespace Marketplace.Tests.ServiceDefaults;

/// <summary>Mail servers that do not do what they should, over real sockets.</summary>
internal sealed class MailClientTests
{
    private static readonly MailMessage Message = new("reader@example.org", "Subject", "<p>Text</p>", "Text", "id@example.org", new Uri("https://shop.example/mail/unsubscribe/abc"));

    [Test]
    public async Task AServer_ThatStopsInTheMiddleOfTheMail_HasNotTakenIt()
    {
        await using var server = new Server(dropsAfterData: true);
        Assert.That(async () => await ClientOf(server).SendAsync(Message, CancellationToken.None), Throws.InstanceOf<SmtpUnavailableException>());
    }

    [Test]
    public async Task AServer_ThatRefusesTheRecipientForGood_SaysSo()
    {
        await using var server = new Server(recipient: "550 5.1.1 no such user");
        Assert.That(async () => await ClientOf(server).SendAsync(Message, CancellationToken.None), Throws.InstanceOf<RecipientRefusedException>().With.Message.EqualTo("550 5.1.1 no such user"));
    }

    [Test]
    public async Task AServer_ThatRefusesTheRecipientForNow_IsTriedAgain()
    {
        await using var server = new Server(recipient: "450 4.2.0 greylisted");
        Assert.That(async () => await ClientOf(server).SendAsync(Message, CancellationToken.None), Throws.InstanceOf<SmtpUnavailableException>());
    }

    [Test]
    public async Task AMail_ThatCanBeSwitchedOff_CarriesTheOneClickHeaders()
    {
        await using var server = new Server();
        await ClientOf(server).SendAsync(Message, CancellationToken.None);
        Assert.That(server.Data, Does.Contain("List-Unsubscribe: <https://shop.example/mail/unsubscribe/abc>\r\n").And.Contain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    }

    private static MailClient ClientOf(Server server) => new(MailSettings.Parse($"Endpoint=smtp://127.0.0.1:{server.Port}"));

    /// <summary>A mail server of a few lines; it talks to one client at a time.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task talking;

        public Server(string recipient = "250 OK", bool dropsAfterData = false)
        {
            listener.Start();
            talking = TalkAsync(recipient, dropsAfterData);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public string Data { get; private set; } = "";

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await talking;
        }

        private async Task TalkAsync(string recipient, bool dropsAfterData)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync() is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "RCPT":
                        await writer.WriteLineAsync(recipient);
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        Data = await ReadDataAsync(reader, stopsInTheMiddle: dropsAfterData);
                        if (dropsAfterData)
                        {
                            return;
                        }

                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 OK");
                        break;
                }
            }
        }

        private static async Task<string> ReadDataAsync(StreamReader reader, bool stopsInTheMiddle)
        {
            var data = "";
            while (await reader.ReadLineAsync() is { } line and not ".")
            {
                data += line + "\r\n";
                if (stopsInTheMiddle && data.Length > 50)
                {
                    break;
                }
            }

            return data;
        }
    }
}
