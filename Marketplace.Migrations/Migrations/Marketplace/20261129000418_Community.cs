using System;
using System.Collections.Generic;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Community : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "analytics");

            migrationBuilder.EnsureSchema(
                name: "webhooks");

            migrationBuilder.EnsureSchema(
                name: "moderation");

            migrationBuilder.EnsureSchema(
                name: "questions");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "edited_at",
                schema: "reviews",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "helpful_count",
                schema: "reviews",
                table: "reviews",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "hidden_at",
                schema: "reviews",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hidden_reason",
                schema: "reviews",
                table: "reviews",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "response_edited_at",
                schema: "reviews",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "response_hidden_at",
                schema: "reviews",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "response_hidden_reason",
                schema: "reviews",
                table: "reviews",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "seller_id",
                schema: "reviews",
                table: "reviews",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

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
                name: "endpoints",
                schema: "webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    description = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    events = table.Column<List<string>>(type: "text[]", nullable: false),
                    sealed_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    old_sealed_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    old_secret_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_success_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    asked_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    asked = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_endpoints", x => x.id);
                    table.ForeignKey(
                        name: "fk_endpoints_users_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "follows",
                schema: "accounts",
                columns: table => new
                {
                    follower_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follows", x => new { x.seller_id, x.follower_id });
                    table.CheckConstraint("ck_follows_not_oneself", "follower_id <> seller_id");
                    table.ForeignKey(
                        name: "fk_follows_users_follower_id",
                        column: x => x.follower_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_follows_users_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "helpful_votes",
                schema: "reviews",
                columns: table => new
                {
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_helpful_votes", x => new { x.review_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_helpful_votes_reviews_review_id",
                        column: x => x.review_id,
                        principalSchema: "reviews",
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_helpful_votes_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                schema: "reviews",
                columns: table => new
                {
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_invited = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.order_line_id);
                    table.ForeignKey(
                        name: "fk_invitations_lines_order_line_id",
                        column: x => x.order_line_id,
                        principalSchema: "orders",
                        principalTable: "lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "questions",
                schema: "questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer_body = table.Column<string>(type: "text", nullable: true),
                    answer_html = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_edited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    faq_position = table.Column<int>(type: "integer", nullable: true),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    answer_hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_hidden_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questions", x => x.id);
                    table.ForeignKey(
                        name: "fk_questions_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_questions_users_asker_id",
                        column: x => x.asker_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rating_tallies",
                schema: "reviews",
                columns: table => new
                {
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    one = table.Column<int>(type: "integer", nullable: false),
                    two = table.Column<int>(type: "integer", nullable: false),
                    three = table.Column<int>(type: "integer", nullable: false),
                    four = table.Column<int>(type: "integer", nullable: false),
                    five = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rating_tallies", x => x.product_id);
                    table.CheckConstraint("ck_rating_tallies", "least(one, two, three, four, five) >= 0");
                    table.ForeignKey(
                        name: "fk_rating_tallies_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seller_banners",
                schema: "catalog",
                columns: table => new
                {
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    widths = table.Column<List<int>>(type: "integer[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seller_banners", x => x.seller_id);
                    table.ForeignKey(
                        name: "fk_seller_banners_users_seller_id",
                        column: x => x.seller_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "update_tokens",
                schema: "orders",
                columns: table => new
                {
                    order_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_update_tokens", x => x.order_line_id);
                    table.ForeignKey(
                        name: "fk_update_tokens_lines_order_line_id",
                        column: x => x.order_line_id,
                        principalSchema: "orders",
                        principalTable: "lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    first_tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claim = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: true),
                    problem = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_deliveries_webhook_endpoints_endpoint_id",
                        column: x => x.endpoint_id,
                        principalSchema: "webhooks",
                        principalTable: "endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                schema: "moderation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: true),
                    question_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    report_count = table.Column<int>(type: "integer", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                    table.CheckConstraint("ck_cases_one_text", "num_nonnulls(review_id, question_id) = 1");
                    table.ForeignKey(
                        name: "fk_cases_questions_question_id",
                        column: x => x.question_id,
                        principalSchema: "questions",
                        principalTable: "questions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_cases_reviews_review_id",
                        column: x => x.review_id,
                        principalSchema: "reviews",
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                schema: "webhooks",
                columns: table => new
                {
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    request_headers = table.Column<string>(type: "text", nullable: false),
                    duration_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    problem = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    answer_headers = table.Column<string>(type: "text", nullable: false),
                    answer_body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempts", x => new { x.delivery_id, x.number });
                    table.ForeignKey(
                        name: "fk_attempts_webhook_deliveries_delivery_id",
                        column: x => x.delivery_id,
                        principalSchema: "webhooks",
                        principalTable: "deliveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                schema: "moderation",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reporter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => new { x.case_id, x.reporter_id });
                    table.ForeignKey(
                        name: "fk_reports_moderation_cases_case_id",
                        column: x => x.case_id,
                        principalSchema: "moderation",
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_reports_users_reporter_id",
                        column: x => x.reporter_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_by_seller",
                schema: "reviews",
                table: "reviews",
                columns: new[] { "seller_id", "id" },
                filter: "hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_product_id_helpful_count_id",
                schema: "reviews",
                table: "reviews",
                columns: new[] { "product_id", "helpful_count", "id" },
                filter: "hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_product_id_rating_id",
                schema: "reviews",
                table: "reviews",
                columns: new[] { "product_id", "rating", "id" },
                filter: "hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_unanswered_by_seller",
                schema: "reviews",
                table: "reviews",
                columns: new[] { "seller_id", "id" },
                filter: "hidden_at is null and responded_at is null");

            migrationBuilder.AddCheckConstraint(
                name: "ck_reviews_helpful_count",
                schema: "reviews",
                table: "reviews",
                sql: "helpful_count >= 0");

            migrationBuilder.CreateIndex(
                name: "ix_cases_decided_at_id",
                schema: "moderation",
                table: "cases",
                columns: new[] { "decided_at", "id" },
                filter: "state <> 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_cases_opened_at_id",
                schema: "moderation",
                table: "cases",
                columns: new[] { "opened_at", "id" },
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_cases_question_id_kind",
                schema: "moderation",
                table: "cases",
                columns: new[] { "question_id", "kind" },
                unique: true,
                filter: "question_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_review_id_kind",
                schema: "moderation",
                table: "cases",
                columns: new[] { "review_id", "kind" },
                unique: true,
                filter: "review_id is not null");

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

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_due",
                schema: "webhooks",
                table: "deliveries",
                columns: new[] { "endpoint_id", "next_try_at", "id" },
                filter: "state = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_endpoint_id_event_id",
                schema: "webhooks",
                table: "deliveries",
                columns: new[] { "endpoint_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_endpoint_id_id",
                schema: "webhooks",
                table: "deliveries",
                columns: new[] { "endpoint_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_endpoint_id_state_id",
                schema: "webhooks",
                table: "deliveries",
                columns: new[] { "endpoint_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_leased",
                schema: "webhooks",
                table: "deliveries",
                column: "endpoint_id",
                filter: "lease_ends_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_endpoints_seller_id_id",
                schema: "webhooks",
                table: "endpoints",
                columns: new[] { "seller_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_follows_follower_id",
                schema: "accounts",
                table: "follows",
                column: "follower_id");

            migrationBuilder.CreateIndex(
                name: "ix_helpful_votes_user_id_review_id",
                schema: "reviews",
                table: "helpful_votes",
                columns: new[] { "user_id", "review_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_due_at_order_line_id",
                schema: "reviews",
                table: "invitations",
                columns: new[] { "due_at", "order_line_id" },
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_questions_asker_id_created_at",
                schema: "questions",
                table: "questions",
                columns: new[] { "asker_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_questions_by_seller",
                schema: "questions",
                table: "questions",
                columns: new[] { "seller_id", "id" },
                filter: "hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_questions_product_id_answered_at_id",
                schema: "questions",
                table: "questions",
                columns: new[] { "product_id", "answered_at", "id" },
                filter: "answered_at is not null and hidden_at is null and answer_hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_questions_product_id_faq_position",
                schema: "questions",
                table: "questions",
                columns: new[] { "product_id", "faq_position" },
                filter: "faq_position is not null");

            migrationBuilder.CreateIndex(
                name: "ix_questions_waiting_by_seller",
                schema: "questions",
                table: "questions",
                columns: new[] { "seller_id", "id" },
                filter: "hidden_at is null and answered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_reports_reporter_id",
                schema: "moderation",
                table: "reports",
                column: "reporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_update_tokens_token_hash",
                schema: "orders",
                table: "update_tokens",
                column: "token_hash",
                unique: true);

            migrationBuilder.Sql(ReviewSql.FillSellersAndTallies);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aggregate_checks",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "attempts",
                schema: "webhooks");

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
                name: "follows",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "helpful_votes",
                schema: "reviews");

            migrationBuilder.DropTable(
                name: "invitations",
                schema: "reviews");

            migrationBuilder.DropTable(
                name: "rating_tallies",
                schema: "reviews");

            migrationBuilder.DropTable(
                name: "reports",
                schema: "moderation");

            migrationBuilder.DropTable(
                name: "seller_banners",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "traffic_batches",
                schema: "analytics");

            migrationBuilder.DropTable(
                name: "update_tokens",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "webhooks");

            migrationBuilder.DropTable(
                name: "cases",
                schema: "moderation");

            migrationBuilder.DropTable(
                name: "endpoints",
                schema: "webhooks");

            migrationBuilder.DropTable(
                name: "questions",
                schema: "questions");

            migrationBuilder.DropIndex(
                name: "ix_reviews_by_seller",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_reviews_product_id_helpful_count_id",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_reviews_product_id_rating_id",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_reviews_unanswered_by_seller",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reviews_helpful_count",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "edited_at",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "helpful_count",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "hidden_at",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "hidden_reason",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "response_edited_at",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "response_hidden_at",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "response_hidden_reason",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropColumn(
                name: "seller_id",
                schema: "reviews",
                table: "reviews");
        }
    }
}
