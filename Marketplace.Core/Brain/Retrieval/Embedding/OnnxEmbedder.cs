using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Tokenizers;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>A sentence encoder of the BERT family in an ONNX file that the operator supplies: WordPiece, mean over the tokens, unit length.</summary>
internal sealed class OnnxEmbedder(OnnxSettings settings) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MaxTokens = 256;

    private readonly InferenceSession session = new(settings.ModelPath);
    private readonly BertTokenizer tokenizer = BertTokenizer.Create(settings.VocabPath);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var embeddings = new GeneratedEmbeddings<Embedding<float>>();
            foreach (var value in values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                embeddings.Add(new(Encode(value)));
            }

            return embeddings;
        },
        cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => session.Dispose();

    private float[] Encode(string text)
    {
        var ids = tokenizer.EncodeToIds(text, MaxTokens, out _, out _).Select(id => (long)id).ToArray();
        Dictionary<string, long[]> known = new() { ["input_ids"] = ids, ["attention_mask"] = [.. ids.Select(_ => 1L)], ["token_type_ids"] = new long[ids.Length] };
        var inputs = session.InputMetadata.Keys.Select(name => NamedOnnxValue.CreateFromTensor(
            name,
            known.TryGetValue(name, out var numbers) ? new DenseTensor<long>(numbers, [1, ids.Length]) : throw new InvalidDataException($"The ONNX model asks for {name}, which no sentence encoder has."))).ToList();
        using var results = session.Run(inputs);
        var output = results[0].AsTensor<float>();
        return Mean(output.ToArray(), output.Dimensions[^1]);
    }

    /// <summary>Over the tokens; a model that already gives one vector is one token long.</summary>
    private static float[] Mean(float[] numbers, int dimensions)
    {
        var mean = new float[dimensions];
        for (var at = 0; at + dimensions <= numbers.Length; at += dimensions)
        {
            TensorPrimitives.Add(mean, numbers.AsSpan(at, dimensions), mean);
        }

        HashEmbedder.Normalise(mean);
        return mean;
    }
}
