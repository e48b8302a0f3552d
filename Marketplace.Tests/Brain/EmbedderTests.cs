using System.Numerics.Tensors;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Brain;

/// <summary>Embedders that an operator may configure instead of the local one.</summary>
internal sealed class EmbedderTests
{
    [Test]
    public async Task OpenAI_Configured_EmbedsInBatchesAndTakesOver()
    {
        await using var server = new FakeEmbeddings();
        await server.StartAsync();
        await using var corpus = await BrainCorpus.OpenAsync();
        var id = await corpus.PutAsync("Deadlocks", "Lock rows in one order.");
        await corpus.PutAsync("Forms", "Keep what a person typed.");
        Assert.That((await corpus.FindAsync("rows")).Model, Is.EqualTo("local-0"));

        await using var configured = corpus.Replica(new Dictionary<string, string?>
        {
            ["Brain:Embeddings:OpenAI:Model"] = "tiny",
            ["Brain:Embeddings:OpenAI:ApiKey"] = "sk-test",
            ["Brain:Embeddings:OpenAI:BaseUrl"] = $"{server.Address}/v1",
        });
        Assert.That(await configured.RefitAsync(), Is.EqualTo($"openai-tiny-{FakeEmbeddings.Dimensions}"));
        var found = await configured.FindAsync("lock rows");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Model, Is.EqualTo($"openai-tiny-{FakeEmbeddings.Dimensions}"));
            Assert.That(found.Passages[0].DocumentId, Is.EqualTo(id));
            Assert.That(await configured.RefitAsync(), Is.Null);
            Assert.That(server.Errors, Is.Empty);
        }
    }

    [Test]
    public async Task Onnx_ATinyEncoder_GivesUnitVectorsOfItsTokens()
    {
        var folder = Directory.CreateTempSubdirectory("onnx").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "tiny.onnx"), TinyOnnx.Encoder());
            await File.WriteAllLinesAsync(Path.Combine(folder, "vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lock", "rows", "bread"]);
            using var embedder = new OnnxEmbedder(new(Path.Combine(folder, "tiny.onnx"), Path.Combine(folder, "vocab.txt")));
            var vectors = await embedder.GenerateAsync(["lock rows", "rows lock", "bread"]);
            Assert.That(vectors.Select(vector => TensorPrimitives.Norm(vector.Vector.Span)), Is.All.EqualTo(1).Within(1e-4));
            Assert.That(TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, vectors[1].Vector.Span), Is.EqualTo(1).Within(1e-4));
            Assert.That(TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, vectors[2].Vector.Span), Is.LessThan(0.99));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>OpenAI's <c>/embeddings</c>: a place for each letter pair, so that like texts are near.</summary>
    private sealed class FakeEmbeddings : FakeServer
    {
        public const int Dimensions = 64;

        protected override (int Status, object? Body)? Answer(string method, string path, IQueryCollection query, IHeaderDictionary headers, string body)
        {
            if ((method, path) != ("POST", "/v1/embeddings"))
            {
                return null;
            }

            var request = JsonDocument.Parse(body).RootElement;
            foreach (var unknown in request.EnumerateObject().Select(property => property.Name).Except(["input", "model", "encoding_format", "dimensions", "user"]))
            {
                Refuse($"unknown field {unknown}");
            }

            if (headers.Authorization != "Bearer sk-test" || request.GetProperty("model").GetString() != "tiny")
            {
                return (401, new { error = new { message = "no" } });
            }

            var input = request.GetProperty("input");
            var texts = input.ValueKind == JsonValueKind.String ? [input.GetString()!] : input.EnumerateArray().Select(text => text.GetString()!).ToList();
            var data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Embed(text))) });
            return (200, new { @object = "list", data, model = "tiny", usage = new { prompt_tokens = 1, total_tokens = 1 } });
        }

        private static float[] Embed(string text)
        {
            var vector = new float[Dimensions];
            foreach (var (left, right) in text.ToLowerInvariant().Zip(text.ToLowerInvariant().Skip(1)))
            {
                vector[((left * 31) + right) % Dimensions]++;
            }

            return vector;
        }
    }

    /// <summary>An ONNX file written by hand: numbers of tokens, cast to float, times a row of eight weights, through a sine.</summary>
    private static class TinyOnnx
    {
        public static byte[] Encoder()
        {
            byte[] weights = [.. Enumerable.Range(1, 8).SelectMany(number => BitConverter.GetBytes(number * 0.37f))];
            var graph = Message(
                Bytes(1, Node("Cast", ["input_ids"], "floats", Message(Text(1, "to"), Varint(3, 1), Varint(20, 2)))),
                Bytes(1, Node("Unsqueeze", ["floats", "axis"], "column", null)),
                Bytes(1, Node("Mul", ["column", "weights"], "product", null)),
                Bytes(1, Node("Sin", ["product"], "last_hidden_state", null)),
                Text(2, "tiny"),
                Bytes(5, Message(Varint(1, 8), Varint(2, 1), Text(8, "weights"), Bytes(9, weights))),
                Bytes(5, Message(Varint(1, 1), Varint(2, 7), Text(8, "axis"), Bytes(9, BitConverter.GetBytes(2L)))),
                Bytes(11, Value("input_ids", 7, 2)),
                Bytes(12, Value("last_hidden_state", 1, 3)));
            return Message(Varint(1, 8), Bytes(7, graph), Bytes(8, Message(Text(1, ""), Varint(2, 17))));
        }

        private static byte[] Node(string type, string[] inputs, string output, byte[]? attribute) =>
            Message([.. inputs.Select(input => Text(1, input)), Text(2, output), Text(4, type), .. attribute is null ? Array.Empty<byte[]>() : [Bytes(5, attribute)]]);

        private static byte[] Value(string name, int type, int rank) => Message(
            Text(1, name),
            Bytes(2, Message(Bytes(1, Message(Varint(1, type), Bytes(2, Message([.. Enumerable.Range(0, rank).Select(axis => Bytes(1, Message(Text(2, $"d{axis}{name}"))))])))))));

        private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        private static byte[] Bytes(int field, byte[] bytes) => [.. Number(((ulong)field << 3) | 2), .. Number((ulong)bytes.Length), .. bytes];

        private static byte[] Varint(int field, long value) => [.. Number((ulong)field << 3), .. Number((ulong)value)];

        private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

        private static List<byte> Number(ulong value)
        {
            List<byte> bytes = [];
            for (; value >= 128; value >>= 7)
            {
                bytes.Add((byte)(value | 128));
            }

            bytes.Add((byte)value);
            return bytes;
        }
    }
}
