using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Which embedder is wanted: an OpenAI-compatible service, an ONNX sentence encoder by path, or without settings the local one.</summary>
public sealed record EmbeddingSettings(OnnxSettings? Onnx, OpenAISettings? OpenAI)
{
    public const string Local = "local";
    public const string OnnxKind = "onnx";
    public const string OpenAIKind = "openai";

    public string Kind => OpenAI is not null ? OpenAIKind : Onnx is not null ? OnnxKind : Local;

    /// <summary>Names the model apart from others of its kind; part of the id of what it makes.</summary>
    public string ModelName => OpenAI?.Model ?? (Onnx is null ? "" : Path.GetFileNameWithoutExtension(Onnx.ModelPath));

    public static EmbeddingSettings From(IConfiguration configuration)
    {
        var onnx = configuration.GetSection("Brain:Embeddings:Onnx");
        var openai = configuration.GetSection("Brain:Embeddings:OpenAI");
        return new(
            onnx["ModelPath"] is { Length: > 0 } path ? new(path, onnx["VocabPath"] is { Length: > 0 } vocabulary ? vocabulary : throw Missing("Brain:Embeddings:Onnx:VocabPath")) : null,
            openai["Model"] is { Length: > 0 } model
                ? new(new(openai["BaseUrl"] is { Length: > 0 } address ? address : "https://api.openai.com/v1"), openai["ApiKey"] is { Length: > 0 } key ? key : throw Missing("Brain:Embeddings:OpenAI:ApiKey"), model)
                : null);
    }

    private static InvalidOperationException Missing(string name) => new($"{name} is not set.");
}

/// <param name="VocabPath">WordPiece, one word a line.</param>
public sealed record OnnxSettings(string ModelPath, string VocabPath);

public sealed record OpenAISettings(Uri BaseUrl, string ApiKey, string Model);
