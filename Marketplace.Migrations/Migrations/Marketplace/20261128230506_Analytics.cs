using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Analytics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "analytics");

            migrationBuilder.CreateTable(
                name: "aggregate_checks",
                schema: "analytics",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    rebuilt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_ok = table.Column<bool>(type: "boolean", nullable: false),
                    detail = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_aggregate_checks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "counted_events",
                schema: "analytics",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    counted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counted_events", x => new { x.kind, x.source_id });
                });

            migrationBuilder.CreateTable(
                name: "customers",
                schema: "analytics",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    buyer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    email = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_sought = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    country = table.Column<string>(type: "character(2)", fixedLength: true, maxLength: 2, nullable: true),
                    orders = table.Column<long>(type: "bigint", nullable: false),
                    purchases = table.Column<long>(type: "bigint", nullable: false),
                    spent_cents = table.Column<long>(type: "bigint", nullable: false),
                    refunded_cents = table.Column<long>(type: "bigint", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => new { x.seller_id, x.buyer_id, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "daily_sales",
                schema: "analytics",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    country = table.Column<string>(type: "character(2)", fixedLength: true, maxLength: 2, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    price_cents = table.Column<long>(type: "bigint", nullable: false),
                    discount_cents = table.Column<long>(type: "bigint", nullable: false),
                    tax_cents = table.Column<long>(type: "bigint", nullable: false),
                    platform_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    processing_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    seller_cents = table.Column<long>(type: "bigint", nullable: false),
                    refunds = table.Column<long>(type: "bigint", nullable: false),
                    disputes_opened = table.Column<long>(type: "bigint", nullable: false),
                    disputes_won = table.Column<long>(type: "bigint", nullable: false),
                    disputes_lost = table.Column<long>(type: "bigint", nullable: false),
                    refunded_cents = table.Column<long>(type: "bigint", nullable: false),
                    refunded_tax_cents = table.Column<long>(type: "bigint", nullable: false),
                    refunded_platform_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    refunded_seller_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_sales", x => new { x.seller_id, x.day, x.product_id, x.country, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "daily_sources",
                schema: "analytics",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    referrer = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    utm_source = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    utm_medium = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    utm_campaign = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: false),
                    visitors = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_sources", x => new { x.seller_id, x.day, x.product_id, x.referrer, x.utm_source, x.utm_medium, x.utm_campaign });
                });

            migrationBuilder.CreateTable(
                name: "daily_traffic",
                schema: "analytics",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: false),
                    visitors = table.Column<long>(type: "bigint", nullable: false),
                    cart_adds = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_traffic", x => new { x.seller_id, x.day, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "traffic_batches",
                schema: "analytics",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    counted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_traffic_batches", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_customers_seller_id_email",
                schema: "analytics",
                table: "customers",
                columns: new[] { "seller_id", "email" })
                .Annotation("Npgsql:IndexOperators", new[] { "uuid_ops", "text_pattern_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_seller_id_last_at_buyer_id",
                schema: "analytics",
                table: "customers",
                columns: new[] { "seller_id", "last_at", "buyer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_seller_id_name_sought",
                schema: "analytics",
                table: "customers",
                columns: new[] { "seller_id", "name_sought" })
                .Annotation("Npgsql:IndexOperators", new[] { "uuid_ops", "text_pattern_ops" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aggregate_checks",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "counted_events",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "customers",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "daily_sales",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "daily_sources",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "daily_traffic",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "traffic_batches",
                schema: "analytics");
        }
    }
}
