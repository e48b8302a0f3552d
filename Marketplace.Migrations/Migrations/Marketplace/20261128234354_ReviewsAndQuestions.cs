using System;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class ReviewsAndQuestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "ix_reviews_by_seller",
                schema: "reviews",
                table: "reviews",
                columns: new[] { "seller_id", "id" },
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
                name: "ix_questions_by_seller",
                schema: "questions",
                table: "questions",
                columns: new[] { "seller_id", "id" },
                filter: "hidden_at is null");

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

            migrationBuilder.Sql(ReviewSql.FillSellersAndTallies);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "cases",
                schema: "moderation");

            migrationBuilder.DropTable(
                name: "questions",
                schema: "questions");

            migrationBuilder.DropIndex(
                name: "ix_reviews_product_id_helpful_count_id",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_reviews_product_id_rating_id",
                schema: "reviews",
                table: "reviews");

            migrationBuilder.DropIndex(
                name: "ix_reviews_by_seller",
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
