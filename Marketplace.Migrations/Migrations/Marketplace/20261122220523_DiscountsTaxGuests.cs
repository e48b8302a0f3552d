using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class DiscountsTaxGuests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "selling");

            migrationBuilder.AddColumn<bool>(
                name: "is_guest",
                schema: "accounts",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "guest_cart_id",
                schema: "orders",
                table: "orders",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tax_calculation_id",
                schema: "orders",
                table: "orders",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "discount_code",
                schema: "cart",
                table: "carts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "discount_codes",
                schema: "selling",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    product_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    max_redemptions = table.Column<int>(type: "integer", nullable: true),
                    max_per_buyer = table.Column<int>(type: "integer", nullable: true),
                    minimum_cents = table.Column<long>(type: "bigint", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discount_codes", x => x.id);
                    table.CheckConstraint("discount_codes_value", "(percent between 1 and 100 and amount_cents is null) or (percent is null and amount_cents > 0)");
                    table.ForeignKey(
                        name: "fk_discount_codes_users_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "guest_links",
                schema: "orders",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guest_links", x => x.token_hash);
                    table.ForeignKey(
                        name: "fk_guest_links_orders_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_email1",
                schema: "accounts",
                table: "users",
                column: "email",
                unique: true,
                filter: "is_guest");

            migrationBuilder.CreateIndex(
                name: "ix_orders_discount_code",
                schema: "orders",
                table: "orders",
                column: "discount_code",
                filter: "discount_code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_orders_guest_cart_id",
                schema: "orders",
                table: "orders",
                column: "guest_cart_id",
                filter: "guest_cart_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_discount_codes_code",
                schema: "selling",
                table: "discount_codes",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_discount_codes_seller_id_id",
                schema: "selling",
                table: "discount_codes",
                columns: new[] { "seller_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_guest_links_order_id",
                schema: "orders",
                table: "guest_links",
                column: "order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "discount_codes",
                schema: "selling");

            migrationBuilder.DropTable(
                name: "guest_links",
                schema: "orders");

            migrationBuilder.DropIndex(
                name: "ix_users_email1",
                schema: "accounts",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_orders_discount_code",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_guest_cart_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "is_guest",
                schema: "accounts",
                table: "users");

            migrationBuilder.DropColumn(
                name: "guest_cart_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "tax_calculation_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "discount_code",
                schema: "cart",
                table: "carts");
        }
    }
}
