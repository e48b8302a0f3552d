using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class RefundsAndDisputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payments_buyer_id",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_created_at",
                schema: "payments",
                table: "payments");

            migrationBuilder.EnsureSchema(
                name: "disputes");

            migrationBuilder.EnsureSchema(
                name: "refunds");

            migrationBuilder.CreateTable(
                name: "disputes",
                schema: "disputes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    stripe_dispute_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    evidence_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    statement = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    evidence_sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fraud_warnings",
                schema: "disputes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    stripe_warning_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deadline_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dismissed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fraud_warnings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                schema: "refunds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    origin = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decline_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    stripe_refund_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    booked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refunds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispute_lines",
                schema: "disputes",
                columns: table => new
                {
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_lines", x => new { x.dispute_id, x.order_line_id });
                    table.ForeignKey(
                        name: "fk_dispute_lines_disputes_dispute_id",
                        column: x => x.dispute_id,
                        principalSchema: "disputes",
                        principalTable: "disputes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "refund_lines",
                schema: "refunds",
                columns: table => new
                {
                    refund_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    seller_cents = table.Column<long>(type: "bigint", nullable: false),
                    platform_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    tax_cents = table.Column<long>(type: "bigint", nullable: false),
                    loss_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refund_lines", x => new { x.refund_id, x.order_line_id });
                    table.ForeignKey(
                        name: "fk_refund_lines_refunds_refund_id",
                        column: x => x.refund_id,
                        principalSchema: "refunds",
                        principalTable: "refunds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_payments_buyer_id",
                schema: "payments",
                table: "payments",
                column: "buyer_id",
                filter: "state in ('Created', 'Open', 'Processing')");

            migrationBuilder.CreateIndex(
                name: "ix_payments_created_at",
                schema: "payments",
                table: "payments",
                column: "created_at",
                filter: "state in ('Created', 'Open', 'Processing')");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_lines_seller_id",
                schema: "disputes",
                table: "dispute_lines",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_created_at",
                schema: "disputes",
                table: "disputes",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_order_id",
                schema: "disputes",
                table: "disputes",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_stripe_dispute_id",
                schema: "disputes",
                table: "disputes",
                column: "stripe_dispute_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fraud_warnings_order_id",
                schema: "disputes",
                table: "fraud_warnings",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_fraud_warnings_stripe_warning_id",
                schema: "disputes",
                table: "fraud_warnings",
                column: "stripe_warning_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refund_lines_order_line_id",
                schema: "refunds",
                table: "refund_lines",
                column: "order_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_refund_lines_seller_id",
                schema: "refunds",
                table: "refund_lines",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_created_at",
                schema: "refunds",
                table: "refunds",
                column: "created_at",
                filter: "state in ('Requested', 'Created', 'Pending')");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_order_id",
                schema: "refunds",
                table: "refunds",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_stripe_refund_id",
                schema: "refunds",
                table: "refunds",
                column: "stripe_refund_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dispute_lines",
                schema: "disputes");

            migrationBuilder.DropTable(
                name: "fraud_warnings",
                schema: "disputes");

            migrationBuilder.DropTable(
                name: "refund_lines",
                schema: "refunds");

            migrationBuilder.DropTable(
                name: "disputes",
                schema: "disputes");

            migrationBuilder.DropTable(
                name: "refunds",
                schema: "refunds");

            migrationBuilder.DropIndex(
                name: "ix_payments_buyer_id",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_created_at",
                schema: "payments",
                table: "payments");

            migrationBuilder.CreateIndex(
                name: "ix_payments_buyer_id",
                schema: "payments",
                table: "payments",
                column: "buyer_id",
                filter: "state in ('Created', 'Open')");

            migrationBuilder.CreateIndex(
                name: "ix_payments_created_at",
                schema: "payments",
                table: "payments",
                column: "created_at",
                filter: "state in ('Created', 'Open')");
        }
    }
}
