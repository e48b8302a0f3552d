using System.Text;
using Marketplace.Contracts.Http;
using Marketplace.Web.Selling;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Web;

internal sealed class MultipartPackageTests
{
    private const string Boundary = "----shop";

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(300_000)]
    public async Task Form_AsBrowsersSendIt_GivesFieldsAndTheExactFile(int length)
    {
        var file = new byte[length];
        new Random(7).NextBytes(file);
        var package = await MultipartPackage.ReadFieldsAsync(Request(file), CancellationToken.None);

        Assert.That((package.Field("version"), package.Field("changelog"), package.FileLength), Is.EqualTo(("1.0.0", "line one\r\nline two", (long)length)));
        var read = new byte[length];
        for (var at = 0; at < length;)
        {
            at += await package.ReadAsync(read.AsMemory(at, Math.Min(7_777, length - at)), CancellationToken.None);
        }

        await package.EnsureEndAsync(CancellationToken.None);
        Assert.That(read, Is.EqualTo(file));
    }

    [Test]
    public void Form_WithoutAFile_IsRefused() =>
        Assert.ThrowsAsync<ApiProblemException>(() => MultipartPackage.ReadFieldsAsync(Request(null), CancellationToken.None));

    [Test]
    public async Task Form_ThatEndsEarly_IsRefused()
    {
        var request = Request(new byte[1000]);
        request.Body.SetLength(request.Body.Length - 200);
        var package = await MultipartPackage.ReadFieldsAsync(request, CancellationToken.None);
        Assert.ThrowsAsync<ApiProblemException>(async () =>
        {
            for (var left = package.FileLength; left > 0;)
            {
                left -= await package.ReadAsync(new byte[left], CancellationToken.None);
            }
        });
    }

    private static HttpRequest Request(byte[]? file)
    {
        var body = new MemoryStream();
        Write(Field("version", "1.0.0") + Field("changelog", "line one\r\nline two"));
        if (file is not null)
        {
            Write($"--{Boundary}\r\nContent-Disposition: form-data; name=\"package\"; filename=\"a.zip\"\r\nContent-Type: application/zip\r\n\r\n");
            body.Write(file);
            Write("\r\n");
        }

        Write($"--{Boundary}--\r\n");
        body.Position = 0;
        var request = new DefaultHttpContext().Request;
        request.ContentType = $"multipart/form-data; boundary={Boundary}";
        request.ContentLength = body.Length;
        request.Body = body;
        return request;

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Field(string name, string value) =>
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
}
