using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_mails_created_at",
                schema: "notifications",
                table: "mails");

            migrationBuilder.AddColumn<int>(
                name: "attempts",
                schema: "notifications",
                table: "mails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "body",
                schema: "notifications",
                table: "mails",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "bounced_at",
                schema: "notifications",
                table: "mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "error",
                schema: "notifications",
                table: "mails",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "given_up_at",
                schema: "notifications",
                table: "mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "notifications",
                table: "mails",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Orders");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "next_try_at",
                schema: "notifications",
                table: "mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "unsubscribe_token",
                schema: "notifications",
                table: "mails",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "user_id",
                schema: "notifications",
                table: "mails",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // Mails that still wait keep their words; addresses that no longer belong to anybody have none waiting worth keeping.
            migrationBuilder.Sql("""
                update notifications.mails mail set user_id = (select id from accounts.users where email = mail."to" order by is_guest, created_at limit 1)
                where exists (select from accounts.users where email = mail."to");
                delete from notifications.mails where user_id = '00000000-0000-0000-0000-000000000000';
                update notifications.mails set body = jsonb_build_array(jsonb_build_object('kind', 'paragraph', 'Words', text)), next_try_at = case when sent_at is null then created_at end;
                """);

            migrationBuilder.DropColumn(
                name: "html",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "text",
                schema: "notifications",
                table: "mails");

            migrationBuilder.CreateTable(
                name: "bounces",
                schema: "notifications",
                columns: table => new
                {
                    address = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bounces", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "mail_switches",
                schema: "notifications",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    off_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_switches", x => new { x.user_id, x.kind });
                    table.ForeignKey(
                        name: "fk_mail_switches_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                schema: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    path = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_notifications_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_next_try_at",
                schema: "notifications",
                table: "mails",
                column: "next_try_at",
                filter: "next_try_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_unsubscribe_token",
                schema: "notifications",
                table: "mails",
                column: "unsubscribe_token",
                unique: true,
                filter: "unsubscribe_token is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_user_id",
                schema: "notifications",
                table: "notifications",
                column: "user_id",
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_user_id_id",
                schema: "notifications",
                table: "notifications",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_user_id_key",
                schema: "notifications",
                table: "notifications",
                columns: new[] { "user_id", "key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bounces",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "mail_switches",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "notifications",
                schema: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_mails_next_try_at",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_unsubscribe_token",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "attempts",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "body",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "bounced_at",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "error",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "given_up_at",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "next_try_at",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "unsubscribe_token",
                schema: "notifications",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "user_id",
                schema: "notifications",
                table: "mails");

            migrationBuilder.AddColumn<string>(
                name: "html",
                schema: "notifications",
                table: "mails",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "text",
                schema: "notifications",
                table: "mails",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_mails_created_at",
                schema: "notifications",
                table: "mails",
                column: "created_at",
                filter: "sent_at is null");
        }
    }
}
