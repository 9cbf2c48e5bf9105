using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dispatch.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerTotalsCovered : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ledger_totals_Dimension_Key_Kind_Opening_Month_Quantity_People",
                table: "ledger_totals",
                columns: new[] { "Dimension", "Key", "Kind", "Opening", "Month", "Quantity", "People" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ledger_totals_Dimension_Key_Kind_Opening_Month_Quantity_People",
                table: "ledger_totals");
        }
    }
}
