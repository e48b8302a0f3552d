using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "reconciliation");

            migrationBuilder.AddColumn<bool>(
                name: "is_from_charge",
                schema: "payouts",
                table: "transfers",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "mismatches",
                schema: "reconciliation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    stripe_cents = table.Column<long>(type: "bigint", nullable: false),
                    booked_cents = table.Column<long>(type: "bigint", nullable: false),
                    seller_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mismatches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reconciliations",
                schema: "reconciliation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ran_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    compared = table.Column<int>(type: "integer", nullable: false),
                    differed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliations", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mismatches_event_type_source_id",
                schema: "reconciliation",
                table: "mismatches",
                columns: new[] { "event_type", "source_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reconciliations_to_at",
                schema: "reconciliation",
                table: "reconciliations",
                column: "to_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mismatches",
                schema: "reconciliation");

            migrationBuilder.DropTable(
                name: "reconciliations",
                schema: "reconciliation");

            migrationBuilder.DropColumn(
                name: "is_from_charge",
                schema: "payouts",
                table: "transfers");
        }
    }
}
