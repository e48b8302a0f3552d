using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class MoneyOfALine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_lines_release_at",
                schema: "orders",
                table: "lines");

            migrationBuilder.AddColumn<long>(
                name: "debt_cents",
                schema: "payouts",
                table: "transfers",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "reversed_cents",
                schema: "payouts",
                table: "transfers",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "billing_address",
                schema: "orders",
                table: "orders",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_name",
                schema: "orders",
                table: "orders",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "buyer_country",
                schema: "orders",
                table: "orders",
                type: "character(2)",
                fixedLength: true,
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "buyer_tax_id",
                schema: "orders",
                table: "orders",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "discount_code",
                schema: "orders",
                table: "orders",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "presentment_cents",
                schema: "orders",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "presentment_currency",
                schema: "orders",
                table: "orders",
                type: "character(3)",
                fixedLength: true,
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tax_note",
                schema: "orders",
                table: "orders",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tax_rate_basis_points",
                schema: "orders",
                table: "orders",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "discount_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "disputed_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "due_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "frozen_at",
                schema: "orders",
                table: "lines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "held_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "passed_on_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "refund_window_days",
                schema: "orders",
                table: "lines",
                type: "integer",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<long>(
                name: "refunded_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "tax_cents",
                schema: "orders",
                table: "lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "request_hash",
                schema: "payments",
                table: "idempotency_keys",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "holds",
                schema: "payouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    placed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deadline_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    appeal = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    appealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lifted_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reversals",
                schema: "payouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    transfer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    wanted_cents = table.Column<long>(type: "bigint", nullable: false),
                    asked_cents = table.Column<long>(type: "bigint", nullable: true),
                    cause_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    stripe_reversal_id = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reversals", x => x.id);
                });

            // The lines of before: what they are due or have passed on follows from their state; nothing was refunded yet.
            migrationBuilder.Sql("""
                update orders.lines set
                    due_cents = case when state in ('InEscrow', 'Released') then price_cents - platform_fee_cents - processing_fee_cents else 0 end,
                    passed_on_cents = case when state = 'Transferred' then price_cents - platform_fee_cents - processing_fee_cents else 0 end;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_lines_release_at",
                schema: "orders",
                table: "lines",
                column: "release_at",
                filter: "state = 'InEscrow' and frozen_at is null");

            migrationBuilder.AddCheckConstraint(
                name: "lines_money",
                schema: "orders",
                table: "lines",
                sql: "due_cents >= 0 and held_cents >= 0 and refunded_cents >= 0 and disputed_cents >= 0");

            migrationBuilder.CreateIndex(
                name: "ix_holds_seller_id",
                schema: "payouts",
                table: "holds",
                column: "seller_id",
                filter: "lifted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_reversals_seller_id",
                schema: "payouts",
                table: "reversals",
                column: "seller_id",
                filter: "state = 'Created'");

            migrationBuilder.CreateIndex(
                name: "ix_reversals_stripe_reversal_id",
                schema: "payouts",
                table: "reversals",
                column: "stripe_reversal_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reversals_transfer_id",
                schema: "payouts",
                table: "reversals",
                column: "transfer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "holds",
                schema: "payouts");

            migrationBuilder.DropTable(
                name: "reversals",
                schema: "payouts");

            migrationBuilder.DropIndex(
                name: "ix_lines_release_at",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropCheckConstraint(
                name: "lines_money",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "debt_cents",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropColumn(
                name: "reversed_cents",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropColumn(
                name: "billing_address",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "billing_name",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "buyer_country",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "buyer_tax_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "discount_code",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "presentment_cents",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "presentment_currency",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "tax_note",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "tax_rate_basis_points",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "discount_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "disputed_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "due_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "frozen_at",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "held_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "passed_on_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "refund_window_days",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "refunded_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "tax_cents",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "request_hash",
                schema: "payments",
                table: "idempotency_keys");

            migrationBuilder.CreateIndex(
                name: "ix_lines_release_at",
                schema: "orders",
                table: "lines",
                column: "release_at",
                filter: "state = 'InEscrow'");
        }
    }
}
