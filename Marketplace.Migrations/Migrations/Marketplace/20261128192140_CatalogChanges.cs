using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class CatalogChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "change",
                schema: "catalog",
                table: "products",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "change_asked_at",
                schema: "catalog",
                table: "products",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suspension_reason",
                schema: "catalog",
                table: "products",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "alt",
                schema: "catalog",
                table: "product_images",
                type: "character varying(160)",
                maxLength: 160,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "former_slugs",
                schema: "catalog",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(70)", maxLength: 70, nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_former_slugs", x => x.slug);
                    table.ForeignKey(
                        name: "fk_former_slugs_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "link_checks",
                schema: "catalog",
                columns: table => new
                {
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    url = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    is_reachable = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    problem = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_checks", x => new { x.product_id, x.kind });
                    table.ForeignKey(
                        name: "fk_link_checks_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_products_change_asked_at_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "change_asked_at", "id" },
                filter: "change_asked_at is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_products_updated_at_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "updated_at", "id" },
                filter: "published_at is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_former_slugs_product_id",
                schema: "catalog",
                table: "former_slugs",
                column: "product_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "former_slugs",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "link_checks",
                schema: "catalog");

            migrationBuilder.DropIndex(
                name: "ix_products_change_asked_at_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropIndex(
                name: "ix_products_updated_at_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "change",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "change_asked_at",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "suspension_reason",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "alt",
                schema: "catalog",
                table: "product_images");
        }
    }
}
