using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class ListsThatGrow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_transfers_seller_id_created_at",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropIndex(
                name: "ix_refund_lines_seller_id",
                schema: "refunds",
                table: "refund_lines");

            migrationBuilder.DropIndex(
                name: "ix_orders_buyer_id_created_at",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_discount_code",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_lines_seller_id",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropIndex(
                name: "ix_disputes_created_at",
                schema: "disputes",
                table: "disputes");

            migrationBuilder.DropIndex(
                name: "ix_bank_payouts_seller_id_created_at",
                schema: "payouts",
                table: "bank_payouts");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "payouts_checked_at",
                schema: "accounts",
                table: "seller_accounts",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "'epoch'");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "seller_ids",
                schema: "disputes",
                table: "disputes",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.Sql("""
                update disputes.disputes as dispute set seller_ids = (select array_agg(distinct seller_id) from orders.lines where order_id = dispute.order_id);
                alter table disputes.disputes alter column seller_ids drop default;

                -- By default a table is vacuumed once a fifth of it is new: of a hundred million rows, never in time for index-only reads of the newest.
                alter table orders.lines set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
                alter table orders.orders set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
                alter table payouts.transfers set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
                alter table ledger.entries set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
                alter table ledger.postings set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
                alter table ledger.seller_seals set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);

                -- A queue: every balance reads all of it, and what the sealer has deleted is read as well until it is vacuumed.
                alter table ledger.unsealed set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
                """);

            migrationBuilder.CreateIndex(
                name: "ix_transfers_failed",
                schema: "payouts",
                table: "transfers",
                column: "created_at",
                filter: "state = 'Failed'");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_order_id_seller_id",
                schema: "payouts",
                table: "transfers",
                columns: new[] { "order_id", "seller_id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_seller_id",
                schema: "payouts",
                table: "transfers",
                column: "seller_id",
                filter: "state = 'Created'");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_seller_id_id",
                schema: "payouts",
                table: "transfers",
                columns: new[] { "seller_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_seller_accounts_checked_at",
                schema: "accounts",
                table: "seller_accounts",
                column: "checked_at",
                filter: "stripe_account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_seller_accounts_payouts_checked_at",
                schema: "accounts",
                table: "seller_accounts",
                column: "payouts_checked_at",
                filter: "stripe_account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_refund_lines_seller_id_refund_id",
                schema: "refunds",
                table: "refund_lines",
                columns: new[] { "seller_id", "refund_id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_buyer_id_id",
                schema: "orders",
                table: "orders",
                columns: new[] { "buyer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_discount_code_buyer_id",
                schema: "orders",
                table: "orders",
                columns: new[] { "discount_code", "buyer_id" },
                filter: "discount_code is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "state", "discount_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_lines_seller_id_order_id",
                schema: "orders",
                table: "lines",
                columns: new[] { "seller_id", "order_id" },
                filter: "state = 'Released' and transfer_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_lines_sold_by_product",
                schema: "orders",
                table: "lines",
                column: "product_id",
                filter: "paid_at is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "state", "price_cents", "discount_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_holds_seller_id_id",
                schema: "payouts",
                table: "holds",
                columns: new[] { "seller_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_fraud_warnings_deadline_at",
                schema: "disputes",
                table: "fraud_warnings",
                column: "deadline_at",
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_entries_booked_at",
                schema: "ledger",
                table: "entries",
                column: "booked_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_created_at",
                schema: "disputes",
                table: "disputes",
                column: "created_at",
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_evidence_due_at",
                schema: "disputes",
                table: "disputes",
                column: "evidence_due_at",
                filter: "state = 'NeedsResponse'");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_seller_ids",
                schema: "disputes",
                table: "disputes",
                column: "seller_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_bank_payouts_arrival_at",
                schema: "payouts",
                table: "bank_payouts",
                column: "arrival_at",
                filter: "state in ('Pending', 'InTransit')");

            migrationBuilder.CreateIndex(
                name: "ix_bank_payouts_seller_id_id",
                schema: "payouts",
                table: "bank_payouts",
                columns: new[] { "seller_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_transfers_failed",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropIndex(
                name: "ix_transfers_order_id_seller_id",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropIndex(
                name: "ix_transfers_seller_id",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropIndex(
                name: "ix_transfers_seller_id_id",
                schema: "payouts",
                table: "transfers");

            migrationBuilder.DropIndex(
                name: "ix_seller_accounts_checked_at",
                schema: "accounts",
                table: "seller_accounts");

            migrationBuilder.DropIndex(
                name: "ix_seller_accounts_payouts_checked_at",
                schema: "accounts",
                table: "seller_accounts");

            migrationBuilder.DropIndex(
                name: "ix_refund_lines_seller_id_refund_id",
                schema: "refunds",
                table: "refund_lines");

            migrationBuilder.DropIndex(
                name: "ix_orders_buyer_id_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_discount_code_buyer_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_lines_seller_id_order_id",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropIndex(
                name: "ix_lines_sold_by_product",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropIndex(
                name: "ix_holds_seller_id_id",
                schema: "payouts",
                table: "holds");

            migrationBuilder.DropIndex(
                name: "ix_fraud_warnings_deadline_at",
                schema: "disputes",
                table: "fraud_warnings");

            migrationBuilder.DropIndex(
                name: "ix_entries_booked_at",
                schema: "ledger",
                table: "entries");

            migrationBuilder.DropIndex(
                name: "ix_disputes_created_at",
                schema: "disputes",
                table: "disputes");

            migrationBuilder.DropIndex(
                name: "ix_disputes_evidence_due_at",
                schema: "disputes",
                table: "disputes");

            migrationBuilder.DropIndex(
                name: "ix_disputes_seller_ids",
                schema: "disputes",
                table: "disputes");

            migrationBuilder.DropIndex(
                name: "ix_bank_payouts_arrival_at",
                schema: "payouts",
                table: "bank_payouts");

            migrationBuilder.DropIndex(
                name: "ix_bank_payouts_seller_id_id",
                schema: "payouts",
                table: "bank_payouts");

            migrationBuilder.Sql("""
                alter table orders.lines reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table orders.orders reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table payouts.transfers reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table ledger.entries reset (autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table ledger.postings reset (autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table ledger.seller_seals reset (autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
                alter table ledger.unsealed reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
                """);

            migrationBuilder.DropColumn(
                name: "payouts_checked_at",
                schema: "accounts",
                table: "seller_accounts");

            migrationBuilder.DropColumn(
                name: "seller_ids",
                schema: "disputes",
                table: "disputes");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_seller_id_created_at",
                schema: "payouts",
                table: "transfers",
                columns: new[] { "seller_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_lines_seller_id",
                schema: "refunds",
                table: "refund_lines",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_orders_buyer_id_created_at",
                schema: "orders",
                table: "orders",
                columns: new[] { "buyer_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_discount_code",
                schema: "orders",
                table: "orders",
                column: "discount_code",
                filter: "discount_code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_lines_seller_id",
                schema: "orders",
                table: "lines",
                column: "seller_id",
                filter: "state = 'Released' and transfer_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_created_at",
                schema: "disputes",
                table: "disputes",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_bank_payouts_seller_id_created_at",
                schema: "payouts",
                table: "bank_payouts",
                columns: new[] { "seller_id", "created_at" });
        }
    }
}
