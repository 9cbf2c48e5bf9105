using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dispatch.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IndexesOfWhatIsLookedFor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_seats_AnswerBy",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_seats_Expert",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_seats_Order_Expert",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_outbox_SentAt",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_orders_DueAt",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_orders_State_DueAt",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_orders_Station",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_notices_Expert_At",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "IX_notices_Lecture",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "IX_notices_Tracking",
                table: "notices");

            migrationBuilder.CreateIndex(
                name: "IX_seats_AnswerBy",
                table: "seats",
                column: "AnswerBy",
                filter: "\"AnswerBy\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_seats_Expert",
                table: "seats",
                column: "Expert",
                filter: "\"Expert\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_seats_Order_Expert",
                table: "seats",
                columns: new[] { "Order", "Expert" },
                unique: true,
                filter: "\"Expert\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_SentAt",
                table: "outbox",
                column: "SentAt",
                filter: "\"SentAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_Sequence",
                table: "outbox",
                column: "Sequence",
                filter: "\"SentAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_DueAt",
                table: "orders",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_State_DueAt",
                table: "orders",
                columns: new[] { "State", "DueAt" },
                filter: "\"State\" = 'Reported'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_Station",
                table: "orders",
                column: "Station",
                filter: "\"Station\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Expert_At",
                table: "notices",
                columns: new[] { "Expert", "At" },
                filter: "\"Expert\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Lecture",
                table: "notices",
                column: "Lecture",
                filter: "\"Lecture\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_seats_AnswerBy",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_seats_Expert",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_seats_Order_Expert",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "IX_outbox_SentAt",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_outbox_Sequence",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_orders_DueAt",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_orders_State_DueAt",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_orders_Station",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_notices_Expert_At",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "IX_notices_Lecture",
                table: "notices");

            migrationBuilder.CreateIndex(
                name: "IX_seats_AnswerBy",
                table: "seats",
                column: "AnswerBy");

            migrationBuilder.CreateIndex(
                name: "IX_seats_Expert",
                table: "seats",
                column: "Expert");

            migrationBuilder.CreateIndex(
                name: "IX_seats_Order_Expert",
                table: "seats",
                columns: new[] { "Order", "Expert" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_SentAt",
                table: "outbox",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_DueAt",
                table: "orders",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_State_DueAt",
                table: "orders",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_Station",
                table: "orders",
                column: "Station");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Expert_At",
                table: "notices",
                columns: new[] { "Expert", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Lecture",
                table: "notices",
                column: "Lecture");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Tracking",
                table: "notices",
                column: "Tracking");
        }
    }
}
