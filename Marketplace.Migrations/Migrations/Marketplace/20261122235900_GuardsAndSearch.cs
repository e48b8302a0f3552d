using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <summary>What EF's model does not hold: the ledger's triggers, the order number sequence, the search index's tables.</summary>
    [DbContext(typeof(MarketplaceDb))]
    [Migration("20261122235900_GuardsAndSearch")]
    public partial class GuardsAndSearch : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(LedgerSql.Create);
            migrationBuilder.Sql(OrderNumbers.Sql);
            migrationBuilder.Sql(SearchSql.Up);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SearchSql.Down);
            migrationBuilder.Sql("drop sequence orders.order_number;");
            migrationBuilder.Sql("drop function ledger.refuse_change() cascade; drop function ledger.check_balance() cascade;");
        }
    }
}
