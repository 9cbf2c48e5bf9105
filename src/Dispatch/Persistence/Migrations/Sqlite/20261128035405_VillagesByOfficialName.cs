using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dispatch.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VillagesByOfficialName : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_villages_OfficialName",
                table: "villages",
                column: "OfficialName");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_villages_OfficialName",
                table: "villages");
        }
    }
}
