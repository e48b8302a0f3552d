using Marketplace.Core.Accounts;
using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<User> Users => Set<User>();
    public DbSet<SellerAccount> SellerAccounts => Set<SellerAccount>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<SellerBanner> SellerBanners => Set<SellerBanner>();
    public DbSet<SellerLook> SellerLooks => Set<SellerLook>();
    public DbSet<PersonalAccessToken> PersonalAccessTokens => Set<PersonalAccessToken>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<FormerSlug> FormerSlugs => Set<FormerSlug>();
    public DbSet<LinkCheck> LinkChecks => Set<LinkCheck>();
    public DbSet<PackageVersion> PackageVersions => Set<PackageVersion>();
    public DbSet<VersionPassport> VersionPassports => Set<VersionPassport>();
    public DbSet<FindingAppeal> FindingAppeals => Set<FindingAppeal>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<ShoppingCart> Carts => Set<ShoppingCart>();
}
