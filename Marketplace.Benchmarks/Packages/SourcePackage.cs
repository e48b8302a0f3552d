using System.IO.Compression;
using System.Text;

namespace Marketplace.Benchmarks.Packages;

/// <summary>A made-up source package as large as asked for: code in several languages, manifests, texts, pictures, a nested archive and one real-looking key.</summary>
internal static class SourcePackage
{
    private static readonly string[] Words =
    [
        "order", "token", "line", "buyer", "seller", "price", "password", "count", "secret", "name", "value", "index", "result", "state", "total", "key", "amount", "user", "page", "query", "cache", "stream", "buffer",
        "handler", "event", "message", "client", "server", "request", "answer", "config", "option", "parse", "write", "read", "open", "close", "find", "remove", "update",
    ];

    private static readonly (string Extension, string Line)[] Kinds =
    [
        (".cs", "    public {0} {1}({2} {3}) => {4}.{5}(\"{6} {7}\", {8});"), (".ts", "export const {0} = async ({1}: {2}) => {{ return await {3}.{4}({5}, '{6}-{7}'); }};"),
        (".py", "def {0}_{1}({2}, {3}={4}):  # {5} {6} {7}"), (".java", "    private final {0} {1} = new {2}({3}, {4}.{5}(), \"{6}\");"), (".go", "func {0}({1} {2}) ({3}, error) {{ return {4}.{5}({6}) }}"),
        (".md", "The {0} of a {1} is its {2}, {3} and {4}; see `{5}` for {6}."), (".json", "  \"{0}_{1}\": {{ \"{2}\": \"{3} {4}\", \"{5}\": 12 }},"), (".css", ".{0}-{1} .{2} {{ color: #a1b2c3; margin: 4px 8px; }}"),
    ];

    /// <returns>Unpacked megabytes.</returns>
    public static async Task<double> WriteAsync(string path, int megabytes)
    {
        var random = new Random(7);
        var written = 0L;
        // A package has a limit of files; a larger one has longer ones.
        var longer = 1 + (megabytes / 400);
        await using var file = File.Create(path);
        await using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        await AddAsync("shop/README.md", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A shop for everything. ", 20))));
        await AddAsync("shop/src/deploy.sh", Encoding.UTF8.GetBytes("#!/bin/sh\nexport GH_TOKEN=" + "gh" + "p_" + "a8Kd02mfLq81nDkeP3xZvB7tRyUo5hWcJ1sG\n"));
        await AddAsync("shop/package-lock.json", Encoding.UTF8.GetBytes("{\"lockfileVersion\":3,\"packages\":{" + string.Join(',', Enumerable.Range(0, 2_000).Select(number => $"\"node_modules/p{number}\":{{\"version\":\"1.0.{number}\",\"license\":\"MIT\"}}")) + "}}"));
        await AddAsync("shop/lib/inner.zip", Inner());
        for (var number = 0; written < megabytes * 1_000_000L; number++)
        {
            var isPicture = number % 25 == 0;
            var (extension, line) = Kinds[number % Kinds.Length];
            var bytes = isPicture ? [0x89, 0x50, 0x4E, 0x47, 0, .. Noise(random.Next(20_000, 400_000))] : Code(line, random.Next(50, 900) * longer);
            await AddAsync($"shop/src/{Words[number % 17]}{number / 200}/{Words[number % 40]}{number}{(isPicture ? ".png" : extension)}", bytes);
        }

        return written / 1e6;

        byte[] Noise(int length)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }

        byte[] Code(string line, int lines)
        {
            var text = new StringBuilder();
            for (var index = 0; index < lines; index++)
            {
                text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, line, [.. Enumerable.Range(0, 9).Select(_ => (object)Words[random.Next(Words.Length)])]).Append(index % 9 == 0 ? "\n\n" : "\n");
            }

            return Encoding.UTF8.GetBytes(text.ToString());
        }

        byte[] Inner()
        {
            using var stream = new MemoryStream();
            using (var inner = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                for (var index = 0; index < 20; index++)
                {
                    using var content = inner.CreateEntry($"a{index}.cs").Open();
                    content.Write(Code(Kinds[0].Line, 500));
                }
            }

            return stream.ToArray();
        }

        async Task AddAsync(string name, byte[] bytes)
        {
            await using var content = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
            await content.WriteAsync(bytes);
            written += bytes.Length;
        }
    }
}
