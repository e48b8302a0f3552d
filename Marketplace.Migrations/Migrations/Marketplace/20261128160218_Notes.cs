using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Notes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_invoices_refund_id",
                schema: "orders",
                table: "invoices");

            migrationBuilder.RenameColumn(
                name: "refund_id",
                schema: "orders",
                table: "invoices",
                newName: "cause_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_cause_id_kind",
                schema: "orders",
                table: "invoices",
                columns: new[] { "cause_id", "kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_invoices_cause_id_kind",
                schema: "orders",
                table: "invoices");

            migrationBuilder.RenameColumn(
                name: "cause_id",
                schema: "orders",
                table: "invoices",
                newName: "refund_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_refund_id",
                schema: "orders",
                table: "invoices",
                column: "refund_id",
                unique: true);
        }
    }
}
