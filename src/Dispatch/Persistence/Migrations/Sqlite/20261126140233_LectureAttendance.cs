using System;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dispatch.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LectureAttendance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var step in Loosened.Notices) migrationBuilder.Sql(step);

            migrationBuilder.AddColumn<Guid>(
                name: "Lecture",
                table: "notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "attendance_codes",
                columns: table => new
                {
                    Lecture = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_codes", x => x.Lecture);
                    table.ForeignKey(
                        name: "FK_attendance_codes_lectures_Lecture",
                        column: x => x.Lecture,
                        principalTable: "lectures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lecture_attendees",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Lecture = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    How = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lecture_attendees", x => x.Id);
                    table.ForeignKey(
                        name: "FK_lecture_attendees_lectures_Lecture",
                        column: x => x.Lecture,
                        principalTable: "lectures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Lecture",
                table: "notices",
                column: "Lecture");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_codes_Code",
                table: "attendance_codes",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lecture_attendees_Lecture_Phone",
                table: "lecture_attendees",
                columns: new[] { "Lecture", "Phone" },
                unique: true);

            foreach (var trigger in SqliteTriggers.Attended) migrationBuilder.Sql(trigger);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER held_as_listed");

            migrationBuilder.DropTable(
                name: "attendance_codes");

            migrationBuilder.DropTable(
                name: "lecture_attendees");

            migrationBuilder.DropIndex(
                name: "IX_notices_Lecture",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "Lecture",
                table: "notices");

            migrationBuilder.AlterColumn<string>(
                name: "Tracking",
                table: "notices",
                type: "TEXT",
                maxLength: 11,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 11,
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "Order",
                table: "notices",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
