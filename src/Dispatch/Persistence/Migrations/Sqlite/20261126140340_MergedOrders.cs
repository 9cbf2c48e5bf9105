using System;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dispatch.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergedOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_MergedInto",
                table: "orders",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.Sql(SqliteTriggers.MergedIntoOver);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER merged_into_over");

            migrationBuilder.DropIndex(
                name: "IX_orders_MergedInto",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "orders");
        }
    }
}
