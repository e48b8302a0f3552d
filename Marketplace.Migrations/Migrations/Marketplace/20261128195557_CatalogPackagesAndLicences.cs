using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class CatalogPackagesAndLicences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "refused_reason",
                schema: "packages",
                table: "versions",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500,
                oldNullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                schema: "packages",
                table: "versions",
                type: "character varying(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "manifest_sha256",
                schema: "packages",
                table: "versions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "store_upload_id",
                schema: "packages",
                table: "versions",
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "yank_reason",
                schema: "packages",
                table: "versions",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "yanked_at",
                schema: "packages",
                table: "versions",
                type: "timestamp with time zone",
                nullable: true);

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

            migrationBuilder.AddColumn<Guid>(
                name: "bought_version_id",
                schema: "orders",
                table: "lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "downloads_counted_from",
                schema: "orders",
                table: "lines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "terms_version",
                schema: "orders",
                table: "lines",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                schema: "orders",
                table: "downloads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "opened_at",
                schema: "orders",
                table: "downloads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "token_hash",
                schema: "orders",
                table: "downloads",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "finding_appeals",
                schema: "packages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    finding_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_appeals", x => x.id);
                    table.ForeignKey(
                        name: "fk_finding_appeals_package_versions_version_id",
                        column: x => x.version_id,
                        principalSchema: "packages",
                        principalTable: "versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "license_activations",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_license_activations", x => x.id);
                    table.ForeignKey(
                        name: "fk_license_activations_order_lines_order_line_id",
                        column: x => x.order_line_id,
                        principalSchema: "orders",
                        principalTable: "lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "passports",
                schema: "packages",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    passport = table.Column<string>(type: "jsonb", nullable: false),
                    badge = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    rules_version = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passports", x => x.version_id);
                    table.ForeignKey(
                        name: "fk_passports_versions_version_id",
                        column: x => x.version_id,
                        principalSchema: "packages",
                        principalTable: "versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                schema: "orders",
                columns: table => new
                {
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => x.order_line_id);
                    table.ForeignKey(
                        name: "fk_receipts_lines_order_line_id",
                        column: x => x.order_line_id,
                        principalSchema: "orders",
                        principalTable: "lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                schema: "packages",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_seed = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_versions_sha256",
                schema: "packages",
                table: "versions",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_versions_updated_at_id",
                schema: "packages",
                table: "versions",
                columns: new[] { "updated_at", "id" },
                filter: "state = 'InReview'");

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
                name: "ix_downloads_package_version_id",
                schema: "orders",
                table: "downloads",
                column: "package_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_downloads_token_hash",
                schema: "orders",
                table: "downloads",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_appeals_created_at_id",
                schema: "packages",
                table: "finding_appeals",
                columns: new[] { "created_at", "id" },
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_finding_appeals_product_id_finding_id",
                schema: "packages",
                table: "finding_appeals",
                columns: new[] { "product_id", "finding_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_appeals_version_id",
                schema: "packages",
                table: "finding_appeals",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_former_slugs_product_id",
                schema: "catalog",
                table: "former_slugs",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_license_activations_order_line_id_fingerprint",
                schema: "orders",
                table: "license_activations",
                columns: new[] { "order_line_id", "fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_passports_product_id",
                schema: "packages",
                table: "passports",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_signing_keys_created_at",
                schema: "packages",
                table: "signing_keys",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finding_appeals",
                schema: "packages");

            migrationBuilder.DropTable(
                name: "former_slugs",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "license_activations",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "link_checks",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "passports",
                schema: "packages");

            migrationBuilder.DropTable(
                name: "receipts",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "signing_keys",
                schema: "packages");

            migrationBuilder.DropIndex(
                name: "ix_versions_sha256",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropIndex(
                name: "ix_versions_updated_at_id",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropIndex(
                name: "ix_products_change_asked_at_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropIndex(
                name: "ix_products_updated_at_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropIndex(
                name: "ix_downloads_package_version_id",
                schema: "orders",
                table: "downloads");

            migrationBuilder.DropIndex(
                name: "ix_downloads_token_hash",
                schema: "orders",
                table: "downloads");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropColumn(
                name: "manifest_sha256",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropColumn(
                name: "store_upload_id",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropColumn(
                name: "yank_reason",
                schema: "packages",
                table: "versions");

            migrationBuilder.DropColumn(
                name: "yanked_at",
                schema: "packages",
                table: "versions");

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

            migrationBuilder.DropColumn(
                name: "bought_version_id",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "downloads_counted_from",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "terms_version",
                schema: "orders",
                table: "lines");

            migrationBuilder.DropColumn(
                name: "expires_at",
                schema: "orders",
                table: "downloads");

            migrationBuilder.DropColumn(
                name: "opened_at",
                schema: "orders",
                table: "downloads");

            migrationBuilder.DropColumn(
                name: "token_hash",
                schema: "orders",
                table: "downloads");

            migrationBuilder.AlterColumn<string>(
                name: "refused_reason",
                schema: "packages",
                table: "versions",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000,
                oldNullable: true);
        }
    }
}
