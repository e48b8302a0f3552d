using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Subscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "subscriptions");

            migrationBuilder.AddColumn<Guid>(
                name: "team_id",
                schema: "brain",
                table: "entries",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "api_usage",
                schema: "accounts",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_usage", x => new { x.user_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "changes",
                schema: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    plan = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    interval = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    proration_date = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscription_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "checkouts",
                schema: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    interval = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    session_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkouts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                schema: "subscriptions",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stripe_customer_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers1", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_customers_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                schema: "subscriptions",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    paid_cents = table.Column<long>(type: "bigint", nullable: false),
                    description = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    hosted_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    charge_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscription_invoices", x => x.id);
                });

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

            migrationBuilder.CreateTable(
                name: "plan_rights",
                schema: "accounts",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    plan = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_rights", x => new { x.user_id, x.source });
                    table.ForeignKey(
                        name: "fk_plan_rights_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "prices",
                schema: "subscriptions",
                columns: table => new
                {
                    lookup_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    stripe_price_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    stripe_product_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    mirrored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prices", x => x.lookup_key);
                });

            migrationBuilder.CreateTable(
                name: "seller_looks",
                schema: "catalog",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accent = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    pinned_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seller_looks", x => x.seller_id);
                    table.ForeignKey(
                        name: "fk_seller_looks_users_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                schema: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stripe_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    interval = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    cancel_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_plan = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    next_interval = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    pending_plan = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    pending_interval = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    pay_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    past_due_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    inviting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    invited = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                    table.ForeignKey(
                        name: "fk_teams_users_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_seats",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_seats", x => x.id);
                    table.ForeignKey(
                        name: "fk_team_seats_teams_team_id",
                        column: x => x.team_id,
                        principalSchema: "accounts",
                        principalTable: "teams",
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
                name: "ix_api_usage_day",
                schema: "accounts",
                table: "api_usage",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_changes_created_at",
                schema: "subscriptions",
                table: "changes",
                column: "created_at",
                filter: "state = 'Created'");

            migrationBuilder.CreateIndex(
                name: "ix_changes_user_id_created_at",
                schema: "subscriptions",
                table: "changes",
                columns: new[] { "user_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_checkouts_session_id",
                schema: "subscriptions",
                table: "checkouts",
                column: "session_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_checkouts_user_id",
                schema: "subscriptions",
                table: "checkouts",
                column: "user_id",
                unique: true,
                filter: "state in ('Created', 'Open')");

            migrationBuilder.CreateIndex(
                name: "ix_customers_stripe_customer_id",
                schema: "subscriptions",
                table: "customers",
                column: "stripe_customer_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_charge_id",
                schema: "subscriptions",
                table: "invoices",
                column: "charge_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_user_id_created_at",
                schema: "subscriptions",
                table: "invoices",
                columns: new[] { "user_id", "created_at" });

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

            migrationBuilder.CreateIndex(
                name: "ix_plan_rights_until",
                schema: "accounts",
                table: "plan_rights",
                column: "until",
                filter: "until is not null");

            migrationBuilder.CreateIndex(
                name: "ix_prices_stripe_price_id",
                schema: "subscriptions",
                table: "prices",
                column: "stripe_price_id");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_checked_at",
                schema: "subscriptions",
                table: "subscriptions",
                column: "checked_at",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_stripe_id",
                schema: "subscriptions",
                table: "subscriptions",
                column: "stripe_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_user_id_created_at",
                schema: "subscriptions",
                table: "subscriptions",
                columns: new[] { "user_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_team_seats_team_id_email",
                schema: "accounts",
                table: "team_seats",
                columns: new[] { "team_id", "email" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_team_seats_token_hash",
                schema: "accounts",
                table: "team_seats",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_team_seats_user_id",
                schema: "accounts",
                table: "team_seats",
                column: "user_id",
                unique: true,
                filter: "user_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_teams_owner_id",
                schema: "accounts",
                table: "teams",
                column: "owner_id",
                unique: true);

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
                name: "api_usage",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "changes",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "checkouts",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "customers",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "invoices",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "plan_grants",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "plan_requests",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "plan_rights",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "prices",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "seller_looks",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "subscriptions",
                schema: "subscriptions");

            migrationBuilder.DropTable(
                name: "team_seats",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "accounts");

            migrationBuilder.DropIndex(
                name: "ix_entries_team_id_published_at",
                schema: "brain",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "team_id",
                schema: "brain",
                table: "entries");
        }
    }
}
