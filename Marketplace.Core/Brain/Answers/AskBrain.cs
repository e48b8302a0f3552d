using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// Somebody asks the Brain. <see cref="PrepareAsync"/> refuses what cannot be answered and takes the question from the asker's month; <see cref="AnswerAsync"/>
/// answers it while the asker watches. A question that failed is given back; one whose asker left after the first words is not.
/// </summary>
public sealed class AskBrain(MarketplaceDb db, CountQuestions count, ComposeAnswer compose, TimeProvider time)
{
    public async Task<Result<AskedQuestion>> PrepareAsync(BrainQuestion question, CancellationToken cancellationToken)
    {
        var text = PersonText.Block(question.Text);
        if (text.Length is < AnswerPolicy.MinQuestion or > BrainPolicy.MaxQuestion)
        {
            return text.Length < AnswerPolicy.MinQuestion ? AnswerErrors.TooShort : AnswerErrors.TooLong;
        }

        var scope = await ScopeAsync(question, cancellationToken);
        if (!scope.IsOk)
        {
            return scope.Error;
        }

        var month = await count.TakeAsync(question.AskerId, cancellationToken);
        return month.IsOk ? new AskedQuestion(question, text, scope.Value.ProductId, scope.Value.VersionId, month.Value) : month.Error;
    }

    public async IAsyncEnumerable<AnswerEvent> AnswerAsync(AskedQuestion asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateUnbounded<AnswerEvent>(new() { SingleReader = true, SingleWriter = true });
        var working = WorkAsync(asked, events.Writer, leaving.Token);
        try
        {
            await foreach (var answerEvent in events.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return answerEvent;
            }
        }
        finally
        {
            // Whoever stops reading has left: the call to a model ends, and what it has used is written down before the scope does.
            await leaving.CancelAsync();
            await working;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task WorkAsync(AskedQuestion asked, ChannelWriter<AnswerEvent> events, CancellationToken cancellationToken)
    {
        var answer = new KnowledgeAnswer
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            AskerId = asked.Question.AskerId,
            Question = asked.Text,
            ProductId = asked.ProductId,
            VersionId = asked.VersionId,
            CreatedAt = time.GetUtcNow(),
        };
        var isShown = false;
        try
        {
            await compose.ExecuteAsync(asked, answer, Emit, cancellationToken);
            events.TryComplete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (isShown || answer.Model is not null)
            {
                await compose.StoreCanceledAsync(answer);
            }
            else
            {
                await count.GiveBackAsync(asked.Question.AskerId, asked.Month, CancellationToken.None);
            }

            events.TryComplete();
        }
        catch (Exception exception)
        {
            // It reaches the reader through the channel.
            events.TryComplete(exception);
            await count.GiveBackAsync(asked.Question.AskerId, asked.Month, CancellationToken.None);
        }

        ValueTask Emit(AnswerEvent answerEvent)
        {
            // Unbounded: it always takes it, also of somebody who has just left.
            isShown = true;
            events.TryWrite(answerEvent);
            return ValueTask.CompletedTask;
        }
    }

    private async Task<Result<(Guid? ProductId, Guid? VersionId)>> ScopeAsync(BrainQuestion question, CancellationToken cancellationToken)
    {
        if (question.ProductSlug is not { Length: > 0 } slug)
        {
            return question.Version is { Length: > 0 } ? AnswerErrors.VersionWithoutProduct : (null, null);
        }

        var product = await db.Products
            .Where(product => product.State == Catalog.ProductState.Published && product.DeletedAt == null && product.Id ==
                (db.Products.Where(current => current.Slug == slug).Select(current => (Guid?)current.Id).FirstOrDefault()
                    ?? db.FormerSlugs.Where(former => former.Slug == slug).Select(former => (Guid?)former.ProductId).FirstOrDefault()))
            .Select(product => new { product.Id, product.LatestVersionId }).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return Error.NotFound("product");
        }

        if (question.Version is not { Length: > 0 } version)
        {
            return (product.Id, product.LatestVersionId);
        }

        var versionId = await db.PackageVersions.Where(found => found.ProductId == product.Id && found.Version == version && found.State == PackageState.Ready)
            .Select(found => (Guid?)found.Id).SingleOrDefaultAsync(cancellationToken);
        return versionId is null ? Error.NotFound("version") : (product.Id, versionId);
    }
}
