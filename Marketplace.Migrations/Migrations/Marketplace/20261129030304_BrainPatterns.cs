using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Migrations.Migrations.Marketplace
{
    /// <inheritdoc />
    public partial class BrainPatterns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_pattern_members_document_id",
                schema: "brain",
                table: "pattern_members",
                column: "document_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pattern_members",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "trends",
                schema: "brain");

            migrationBuilder.DropTable(
                name: "patterns",
                schema: "brain");
        }
    }
}
