using System.ClientModel;
using Anthropic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;

namespace Marketplace.Core.Brain.Answers;

using Kernel = Microsoft.SemanticKernel.Kernel;

/// <summary>The configured language model behind a Semantic Kernel; without a key there is none.</summary>
public sealed class LanguageModel : IDisposable
{
    private const int Retries = 2;
    private const int CharactersPerToken = 3;
    private const int ProtocolTokens = 500;

    private readonly AnthropicClient? anthropic;
    private readonly Kernel? kernel;

    public LanguageModel(AnswerSettings settings)
    {
        Settings = settings.Model;
        TimeLimit = settings.TimeLimit;
        if (Settings is null)
        {
            return;
        }

        var builder = Kernel.CreateBuilder();
        if (Settings.Engine == AnswerEngine.Claude)
        {
            anthropic = Settings.BaseUrl is { } proxy
                ? new AnthropicClient { ApiKey = Settings.ApiKey, MaxRetries = Retries, Timeout = settings.TimeLimit, BaseUrl = proxy.ToString().TrimEnd('/') }
                : new AnthropicClient { ApiKey = Settings.ApiKey, MaxRetries = Retries, Timeout = settings.TimeLimit };
#pragma warning disable SKEXP0001 // The adapter between Microsoft.Extensions.AI and Semantic Kernel is still marked as experimental.
            builder.Services.AddSingleton(anthropic.AsIChatClient(Settings.Model, AnswerPolicy.MaxOutputTokens).AsChatCompletionService());
#pragma warning restore SKEXP0001
        }
        else
        {
            var options = new OpenAIClientOptions { NetworkTimeout = settings.TimeLimit };
            if (Settings.BaseUrl is { } url)
            {
                options.Endpoint = url;
            }

            builder.Services.AddSingleton<IChatCompletionService>(new OpenAIChatCompletionService(Settings.Model, new OpenAIClient(new ApiKeyCredential(Settings.ApiKey), options)));
        }

        kernel = builder.Build();
    }

    public ModelSettings? Settings { get; }

    public TimeSpan TimeLimit { get; }

    internal IAsyncEnumerable<ModelSentence> Ask(string question, IReadOnlyList<Passage> passages, ModelCall call, CancellationToken cancellationToken)
    {
        var isClaude = Settings!.Engine == AnswerEngine.Claude;
        var history = isClaude ? AnswerPrompt.Cited(question, passages) : AnswerPrompt.Quoted(question, passages);
        PromptExecutionSettings execution = isClaude ? new() : new OpenAIPromptExecutionSettings { MaxTokens = AnswerPolicy.MaxOutputTokens };
        var stream = kernel!.GetRequiredService<IChatCompletionService>().GetStreamingChatMessageContentsAsync(history, execution, kernel, cancellationToken);
        return isClaude ? new ClaudeReader(passages, call).ReadAsync(stream, cancellationToken) : new QuotedReader(call).ReadAsync(stream, cancellationToken);
    }

    /// <summary>The most that a call can cost: every prompt character counted as if three made a token, and all that the model may write.</summary>
    internal long? Estimate(string question, IReadOnlyList<Passage> passages) => Settings?.Price?.Micros(new(
        (AnswerPrompt.Characters(AnswerPrompt.Cited(question, passages), passages) / CharactersPerToken) + ProtocolTokens, AnswerPolicy.MaxOutputTokens, 0, 0));

    public void Dispose() => anthropic?.Dispose();
}
