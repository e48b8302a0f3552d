using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>For whom a language model in the cloud writes: people whose plan has it, where one is configured. Everybody else gets the extract.</summary>
public sealed class CloudBrain(MarketplaceDb db, LanguageModel model)
{
    public bool IsConfigured => model.Settings is not null;

    public async Task<bool> IsForAsync(Guid personId, CancellationToken cancellationToken) => IsConfigured
        && PlanTable.Allows(await db.Users.Where(user => user.Id == personId).Select(user => user.Plan).SingleAsync(cancellationToken), PlanFeature.CloudBrain);
}
