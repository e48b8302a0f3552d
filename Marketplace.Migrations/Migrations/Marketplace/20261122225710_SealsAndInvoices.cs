using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class SealsAndInvoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "checks",
                schema: "ledger",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    is_ok = table.Column<bool>(type: "boolean", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<long>(type: "bigint", nullable: false),
                    findings = table.Column<string>(type: "jsonb", nullable: false),
                    head_sequence = table.Column<long>(type: "bigint", nullable: true),
                    head_hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "invoice_counters",
                schema: "orders",
                columns: table => new
                {
                    series = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_counters", x => new { x.series, x.year });
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    refund_id = table.Column<Guid>(type: "uuid", nullable: true),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoices_orders_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seals",
                schema: "ledger",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seals", x => x.sequence);
                    table.ForeignKey(
                        name: "fk_seals_entries_entry_id",
                        column: x => x.entry_id,
                        principalSchema: "ledger",
                        principalTable: "entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seller_seals",
                schema: "ledger",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    balance_cents = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seller_seals", x => new { x.seller_id, x.number });
                    table.ForeignKey(
                        name: "fk_seller_seals_postings_entry_id_position",
                        columns: x => new { x.entry_id, x.position },
                        principalSchema: "ledger",
                        principalTable: "postings",
                        principalColumns: new[] { "entry_id", "position" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unsealed",
                schema: "ledger",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unsealed", x => x.entry_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lines_frozen_by_seller",
                schema: "orders",
                table: "lines",
                columns: new[] { "seller_id", "frozen_at" },
                filter: "frozen_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_lines_open_by_seller",
                schema: "orders",
                table: "lines",
                columns: new[] { "seller_id", "release_at" },
                filter: "state in ('InEscrow', 'Released') and transfer_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_lines_sold_by_seller",
                schema: "orders",
                table: "lines",
                columns: new[] { "seller_id", "id" },
                filter: "paid_at is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "currency", "price_cents", "discount_cents", "platform_fee_cents", "processing_fee_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_number",
                schema: "orders",
                table: "invoices",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_one_per_order",
                schema: "orders",
                table: "invoices",
                column: "order_id",
                unique: true,
                filter: "kind = 'Invoice'");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_order_id_issued_at",
                schema: "orders",
                table: "invoices",
                columns: new[] { "order_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_refund_id",
                schema: "orders",
                table: "invoices",
                column: "refund_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seals_entry_id",
                schema: "ledger",
                table: "seals",
                column: "entry_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seller_seals_entry_id_position",
                schema: "ledger",
                table: "seller_seals",
                columns: new[] { "entry_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seller_seals_seller_id_account_currency_number",
                schema: "ledger",
                table: "seller_seals",
                columns: new[] { "seller_id", "account", "currency", "number" })
                .Annotation("Npgsql:IndexInclude", new[] { "balance_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_seller_seals_seller_id_posted_at_number",
                schema: "ledger",
                table: "seller_seals",
                columns: new[] { "seller_id", "posted_at", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_unsealed_booked_at_entry_id",
                schema: "ledger",
                table: "unsealed",
                columns: new[] { "booked_at", "entry_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checks",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "invoice_counters",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "invoices",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "seals",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "seller_seals",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "unsealed",
                schema: "ledger");

            migrationBuilder.DropIndex(
                name: "ix_lines_frozen_by_seller",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropIndex(
                name: "ix_lines_open_by_seller",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropIndex(
                name: "ix_lines_sold_by_seller",
                schema: "orders",
                table: "lines");
        }
    }
}
