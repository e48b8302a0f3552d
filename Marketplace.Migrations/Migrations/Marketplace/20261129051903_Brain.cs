using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class Brain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_cases_one_text",
                schema: "moderation",
                table: "cases");

            migrationBuilder.EnsureSchema(
                name: "brain");

            migrationBuilder.AddColumn<string>(
                name: "plan",
                schema: "accounts",
                table: "users",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                defaultValueSql: "'Free'");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                schema: "moderation",
                table: "cases",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16);

            migrationBuilder.AddColumn<Guid>(
                name: "community_question_id",
                schema: "moderation",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "entry_id",
                schema: "moderation",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "answers",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    engine = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    confidence = table.Column<double>(type: "double precision", nullable: false),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    prompt_version = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    input_tokens = table.Column<int>(type: "integer", nullable: false),
                    output_tokens = table.Column<int>(type: "integer", nullable: false),
                    cache_read_tokens = table.Column<int>(type: "integer", nullable: false),
                    cache_write_tokens = table.Column<int>(type: "integer", nullable: false),
                    cost_micros = table.Column<long>(type: "bigint", nullable: true),
                    first_token_ms = table.Column<int>(type: "integer", nullable: true),
                    latency_ms = table.Column<int>(type: "integer", nullable: false),
                    stop_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    note = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    is_partial = table.Column<bool>(type: "boolean", nullable: false),
                    dropped_citations = table.Column<int>(type: "integer", nullable: false),
                    dropped_sentences = table.Column<int>(type: "integer", nullable: false),
                    sources = table.Column<string>(type: "jsonb", nullable: false),
                    sentences = table.Column<string>(type: "jsonb", nullable: false),
                    is_helpful = table.Column<bool>(type: "boolean", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answers", x => x.id);
                    table.CheckConstraint("ck_answers_cost", "cost_micros >= 0");
                    table.ForeignKey(
                        name: "fk_answers_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_answers_users_asker_id",
                        column: x => x.asker_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "corpus",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    documents = table.Column<int>(type: "integer", nullable: false),
                    chunks = table.Column<int>(type: "integer", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corpus", x => x.id);
                    table.CheckConstraint("only_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "documents",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    space = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    context = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    stacks = table.Column<List<string>>(type: "text[]", nullable: false),
                    path = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    indexed_revision = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_documents", x => x.id);
                    table.ForeignKey(
                        name: "fk_documents_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_documents_users_author_id",
                        column: x => x.author_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "embedding_models",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    dimensions = table.Column<int>(type: "integer", nullable: false),
                    parameters = table.Column<byte[]>(type: "bytea", nullable: false),
                    corpus_size = table.Column<int>(type: "integer", nullable: false),
                    corpus_version = table.Column<long>(type: "bigint", nullable: false),
                    fitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_embedding_models", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indexed_documents",
                schema: "brain",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    space = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    chunks = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indexed_documents", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "opened_sources",
                schema: "brain",
                columns: table => new
                {
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    readme = table.Column<bool>(type: "boolean", nullable: false),
                    docs = table.Column<bool>(type: "boolean", nullable: false),
                    faq = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opened_sources", x => x.product_id);
                    table.ForeignKey(
                        name: "fk_opened_sources_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "patterns",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<List<string>>(type: "text[]", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patterns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "questions",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brain_questions", x => x.id);
                    table.ForeignKey(
                        name: "fk_questions_users_asker_id",
                        column: x => x.asker_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "spending",
                schema: "brain",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    micros = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spending", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "trends",
                schema: "brain",
                columns: table => new
                {
                    label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    is_stack = table.Column<bool>(type: "boolean", nullable: false),
                    recent = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<int>(type: "integer", nullable: false),
                    rise = table.Column<double>(type: "double precision", nullable: false),
                    weeks = table.Column<List<int>>(type: "integer[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trends", x => new { x.label, x.is_stack });
                });

            migrationBuilder.CreateTable(
                name: "usage",
                schema: "brain",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    questions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage", x => new { x.user_id, x.month });
                    table.CheckConstraint("ck_usage_questions", "questions >= 0");
                    table.ForeignKey(
                        name: "fk_usage_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "words",
                schema: "brain",
                columns: table => new
                {
                    term = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_words", x => x.term);
                });

            migrationBuilder.CreateTable(
                name: "citations",
                schema: "brain",
                columns: table => new
                {
                    answer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    chunk_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    counts = table.Column<bool>(type: "boolean", nullable: false),
                    quote = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_citations", x => new { x.answer_id, x.position });
                    table.ForeignKey(
                        name: "fk_citations_knowledge_answers_answer_id",
                        column: x => x.answer_id,
                        principalSchema: "brain",
                        principalTable: "answers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "chunks",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    space = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    heading = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chunks", x => x.id);
                    table.UniqueConstraint("ak_chunks_number", x => x.number);
                    table.ForeignKey(
                        name: "fk_chunks_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "brain",
                        principalTable: "documents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pattern_members",
                schema: "brain",
                columns: table => new
                {
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    similarity = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pattern_members", x => new { x.pattern_id, x.document_id });
                    table.ForeignKey(
                        name: "fk_pattern_members_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "brain",
                        principalTable: "documents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_pattern_members_patterns_pattern_id",
                        column: x => x.pattern_id,
                        principalSchema: "brain",
                        principalTable: "patterns",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                schema: "brain",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    slug = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    title = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    context = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    body_html = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    stacks = table.Column<List<string>>(type: "text[]", nullable: false),
                    source_url = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    answers_question_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deprecated_reason = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    replaced_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brain_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_entries_entries_replaced_by_id",
                        column: x => x.replaced_by_id,
                        principalSchema: "brain",
                        principalTable: "entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_entries_questions_answers_question_id",
                        column: x => x.answers_question_id,
                        principalSchema: "brain",
                        principalTable: "questions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_entries_users_author_id",
                        column: x => x.author_id,
                        principalSchema: "accounts",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "postings",
                schema: "brain",
                columns: table => new
                {
                    chunk_number = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    space = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    frequency = table.Column<float>(type: "real", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brain_postings", x => new { x.chunk_number, x.term });
                    table.ForeignKey(
                        name: "fk_postings_chunks_chunk_number",
                        column: x => x.chunk_number,
                        principalSchema: "brain",
                        principalTable: "chunks",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "vectors",
                schema: "brain",
                columns: table => new
                {
                    model_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    chunk_id = table.Column<Guid>(type: "uuid", nullable: false),
                    space = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    halves = table.Column<byte[]>(type: "bytea", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vectors", x => new { x.model_id, x.chunk_id });
                    table.ForeignKey(
                        name: "fk_vectors_chunks_chunk_id",
                        column: x => x.chunk_id,
                        principalSchema: "brain",
                        principalTable: "chunks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_vectors_embedding_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "brain",
                        principalTable: "embedding_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "brain",
                table: "corpus",
                columns: new[] { "id", "chunks", "documents", "length", "version" },
                values: new object[] { 1, 0, 0, 0L, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_cases_community_question_id",
                schema: "moderation",
                table: "cases",
                column: "community_question_id",
                unique: true,
                filter: "community_question_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_entry_id",
                schema: "moderation",
                table: "cases",
                column: "entry_id",
                unique: true,
                filter: "entry_id is not null");

            migrationBuilder.AddCheckConstraint(
                name: "ck_cases_one_text",
                schema: "moderation",
                table: "cases",
                sql: "num_nonnulls(review_id, question_id, entry_id, community_question_id) = 1");

            migrationBuilder.CreateIndex(
                name: "ix_answers_asker_id_id",
                schema: "brain",
                table: "answers",
                columns: new[] { "asker_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_answers_product_id",
                schema: "brain",
                table: "answers",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_chunks_document_id",
                schema: "brain",
                table: "chunks",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_chunks_product_id_version_id",
                schema: "brain",
                table: "chunks",
                columns: new[] { "product_id", "version_id" },
                filter: "product_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_citations_author_id_created_at",
                schema: "brain",
                table: "citations",
                columns: new[] { "author_id", "created_at" },
                filter: "counts");

            migrationBuilder.CreateIndex(
                name: "ix_citations_document_id",
                schema: "brain",
                table: "citations",
                column: "document_id",
                filter: "counts");

            migrationBuilder.CreateIndex(
                name: "ix_documents_author_id",
                schema: "brain",
                table: "documents",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_documents_product_id_version_id",
                schema: "brain",
                table: "documents",
                columns: new[] { "product_id", "version_id" },
                filter: "product_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_documents_waiting",
                schema: "brain",
                table: "documents",
                column: "id",
                filter: "indexed_revision is null or indexed_revision < revision");

            migrationBuilder.CreateIndex(
                name: "ix_embedding_models_state",
                schema: "brain",
                table: "embedding_models",
                column: "state",
                unique: true,
                filter: "state in ('Building', 'Active')");

            migrationBuilder.CreateIndex(
                name: "ix_entries_answers_question_id",
                schema: "brain",
                table: "entries",
                column: "answers_question_id",
                filter: "answers_question_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_entries_author_id_id",
                schema: "brain",
                table: "entries",
                columns: new[] { "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_entries_published_at_id",
                schema: "brain",
                table: "entries",
                columns: new[] { "published_at", "id" },
                filter: "state = 'Published' and hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_entries_replaced_by_id",
                schema: "brain",
                table: "entries",
                column: "replaced_by_id",
                filter: "replaced_by_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_entries_slug",
                schema: "brain",
                table: "entries",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_entries_stacks",
                schema: "brain",
                table: "entries",
                column: "stacks",
                filter: "state = 'Published' and hidden_at is null")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_entries_tags",
                schema: "brain",
                table: "entries",
                column: "tags",
                filter: "state = 'Published' and hidden_at is null")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_pattern_members_document_id",
                schema: "brain",
                table: "pattern_members",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_postings_term_space",
                schema: "brain",
                table: "postings",
                columns: new[] { "term", "space" })
                .Annotation("Npgsql:IndexInclude", new[] { "chunk_number", "frequency", "length" });

            migrationBuilder.CreateIndex(
                name: "ix_brain_questions_asker_id_created_at",
                schema: "brain",
                table: "questions",
                columns: new[] { "asker_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_questions_open",
                schema: "brain",
                table: "questions",
                column: "id",
                filter: "closed_at is null and hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_vectors_chunk_id",
                schema: "brain",
                table: "vectors",
                column: "chunk_id");

            migrationBuilder.CreateIndex(
                name: "ix_vectors_model_id_space_version",
                schema: "brain",
                table: "vectors",
                columns: new[] { "model_id", "space", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_words_letters",
                schema: "brain",
                table: "words",
                column: "term")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.AddForeignKey(
                name: "fk_cases_entries_entry_id",
                schema: "moderation",
                table: "cases",
                column: "entry_id",
                principalSchema: "brain",
                principalTable: "entries",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_cases_questions_community_question_id",
                schema: "moderation",
                table: "cases",
                column: "community_question_id",
                principalSchema: "brain",
                principalTable: "questions",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_cases_entries_entry_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropForeignKey(
                name: "fk_cases_questions_community_question_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropTable(
                name: "citations",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "corpus",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "entries",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "indexed_documents",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "opened_sources",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "pattern_members",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "postings",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "spending",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "trends",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "usage",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "vectors",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "words",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "answers",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "questions",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "patterns",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "chunks",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "embedding_models",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "documents",
                schema: "brain");

            migrationBuilder.DropIndex(
                name: "ix_cases_community_question_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_entry_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropCheckConstraint(
                name: "ck_cases_one_text",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "plan",
                schema: "accounts",
                table: "users");

            migrationBuilder.DropColumn(
                name: "community_question_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "entry_id",
                schema: "moderation",
                table: "cases");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                schema: "moderation",
                table: "cases",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(20)",
                oldMaxLength: 20);

            migrationBuilder.AddCheckConstraint(
                name: "ck_cases_one_text",
                schema: "moderation",
                table: "cases",
                sql: "num_nonnulls(review_id, question_id) = 1");
        }
    }
}
