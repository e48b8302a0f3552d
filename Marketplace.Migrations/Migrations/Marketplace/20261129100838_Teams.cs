using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Teams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "invited",
                schema: "accounts",
                table: "teams",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "inviting_since",
                schema: "accounts",
                table: "teams",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "team_id",
                schema: "brain",
                table: "entries",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "plan_grants",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    granted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_grants", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_grants_users_granted_by_id",
                        column: x => x.granted_by_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_plan_grants_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_requests",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_requests_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_entries_team_id_published_at",
                schema: "brain",
                table: "entries",
                columns: new[] { "team_id", "published_at" },
                filter: "team_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_plan_grants_granted_by_id",
                schema: "accounts",
                table: "plan_grants",
                column: "granted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_grants_user_id",
                schema: "accounts",
                table: "plan_grants",
                column: "user_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_plan_requests_user_id",
                schema: "accounts",
                table: "plan_requests",
                column: "user_id",
                unique: true,
                filter: "closed_at is null");

            migrationBuilder.AddForeignKey(
                name: "fk_entries_teams_team_id",
                schema: "brain",
                table: "entries",
                column: "team_id",
                principalSchema: "accounts",
                principalTable: "teams",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_entries_teams_team_id",
                schema: "brain",
                table: "entries");

            migrationBuilder.DropTable(
                name: "plan_grants",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "plan_requests",
                schema: "accounts");

            migrationBuilder.DropIndex(
                name: "ix_entries_team_id_published_at",
                schema: "brain",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "invited",
                schema: "accounts",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "inviting_since",
                schema: "accounts",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "team_id",
                schema: "brain",
                table: "entries");
        }
    }
}
