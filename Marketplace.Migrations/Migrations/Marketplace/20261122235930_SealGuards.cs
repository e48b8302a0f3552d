using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <summary>Seals and invoices only grow, and entries queue for their seal. After the ledger's own guards, whose function it uses.</summary>
    [DbContext(typeof(MarketplaceDb))]
    [Migration("20261122235930_SealGuards")]
    public partial class SealGuards : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SealSql.Create);
            migrationBuilder.Sql(InvoiceNumbers.Sql);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(InvoiceNumbers.DropSql);
            migrationBuilder.Sql(SealSql.Drop);
        }
    }
}
