using Marketplace.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<Mail> Mails => Set<Mail>();
    public DbSet<MailBounce> MailBounces => Set<MailBounce>();
    public DbSet<MailSwitch> MailSwitches => Set<MailSwitch>();
    public DbSet<Notification> Notifications => Set<Notification>();
}
