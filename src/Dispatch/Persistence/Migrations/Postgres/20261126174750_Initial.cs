using System;
using System.Collections.Generic;
using Dispatch.Persistence.Postgres;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dispatch.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    Expert = table.Column<Guid>(type: "uuid", nullable: true),
                    OneTimeUntil = table.Column<long>(type: "bigint", nullable: true),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    SpeaksFor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    CallsPerMinute = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Role = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 50, nullable: true, collation: "C"),
                    Act = table.Column<string>(type: "text", maxLength: 50, nullable: false, collation: "C"),
                    Whose = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Why = table.Column<string>(type: "text", maxLength: 300, nullable: true, collation: "C"),
                    Address = table.Column<string>(type: "text", maxLength: 50, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "confirmation_photos",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Photos = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_confirmation_photos", x => new { x.Order, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "error_queue",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Consumer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stack = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Times = table.Column<int>(type: "integer", nullable: false),
                    ReplayedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_error_queue", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "experts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Phone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Skills = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Crops = table.Column<List<string>>(type: "text[]", nullable: false),
                    Languages = table.Column<List<string>>(type: "text[]", nullable: false),
                    Base = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    TownCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    TravelRadiusKm = table.Column<double>(type: "double precision", nullable: false),
                    Capacity = table.Column<int>(type: "integer", nullable: false),
                    OpenSeats = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    Hours = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Leaves = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_experts", x => x.Id);
                    table.CheckConstraint("experts_capacity", "\"OpenSeats\" >= 0 AND \"OpenSeats\" <= \"Capacity\"");
                });

            migrationBuilder.CreateTable(
                name: "farmer_codes",
                columns: table => new
                {
                    Phone = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SentAt = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    SignedOutAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_farmer_codes", x => x.Phone);
                });

            migrationBuilder.CreateTable(
                name: "farmers",
                columns: table => new
                {
                    Phone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    VillageCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_farmers", x => x.Phone);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Route = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Location = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.Key, x.Route });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    Consumer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "lectures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Skill = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: false),
                    TownCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Whereabouts = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    Duration = table.Column<TimeSpan>(type: "interval", nullable: false),
                    PlannedAt = table.Column<long>(type: "bigint", nullable: false),
                    PlannedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Attendance = table.Column<int>(type: "integer", nullable: false),
                    HeldAt = table.Column<long>(type: "bigint", nullable: true),
                    SettledAt = table.Column<long>(type: "bigint", nullable: true),
                    SettledBy = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lectures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Counted = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Quantity = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<int>(type: "integer", nullable: false),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    TownCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    HappenedAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<Guid>(type: "uuid", nullable: false),
                    Occasion = table.Column<int>(type: "integer", nullable: false),
                    Reverses = table.Column<long>(type: "bigint", nullable: true),
                    Words = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "ledger_totals",
                columns: table => new
                {
                    Dimension = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Opening = table.Column<bool>(type: "boolean", nullable: false),
                    Month = table.Column<string>(type: "text", maxLength: 7, nullable: false, collation: "C"),
                    Quantity = table.Column<long>(type: "bigint", nullable: false),
                    People = table.Column<long>(type: "bigint", nullable: false),
                    Entries = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_totals", x => new { x.Dimension, x.Key, x.Kind, x.Opening, x.Month });
                });

            migrationBuilder.CreateTable(
                name: "matches",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<int>(type: "integer", nullable: false),
                    Offer = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Explanation = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_matches", x => new { x.Order, x.Seat, x.Offer });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<Guid>(type: "uuid", nullable: true),
                    Tracking = table.Column<string>(type: "text", maxLength: 11, nullable: true, collation: "C"),
                    Lecture = table.Column<Guid>(type: "uuid", nullable: true),
                    To = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Expert = table.Column<Guid>(type: "uuid", nullable: true),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    Template = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Urgent = table.Column<bool>(type: "boolean", nullable: false),
                    UsefulUntil = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "order_history",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Fact = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    To = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Expert = table.Column<Guid>(type: "uuid", nullable: true),
                    Why = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_history", x => new { x.Order, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Tracking = table.Column<string>(type: "text", maxLength: 11, nullable: false, collation: "C"),
                    Mode = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Channel = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Urgency = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Difficulty = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    FarmerName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FarmerPhone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TownCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    VillageCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Whereabouts = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Asked = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AskedFor = table.Column<Guid>(type: "uuid", nullable: true),
                    PlannedFor = table.Column<long>(type: "bigint", nullable: true),
                    Photos = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Crop = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Outcome = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    MergedInto = table.Column<Guid>(type: "uuid", nullable: true),
                    SubmittedAt = table.Column<long>(type: "bigint", nullable: false),
                    QueuedSince = table.Column<long>(type: "bigint", nullable: true),
                    WaitUntil = table.Column<long>(type: "bigint", nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    ReopenedAt = table.Column<long>(type: "bigint", nullable: true),
                    Closings = table.Column<int>(type: "integer", nullable: false),
                    Visits = table.Column<int>(type: "integer", nullable: false),
                    Refusals = table.Column<int>(type: "integer", nullable: false),
                    LastSeat = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "photos",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Width = table.Column<int>(type: "integer", nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_photos", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "stations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TownCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Territory = table.Column<List<string>>(type: "text[]", nullable: false),
                    Hours = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Clerks = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "towns",
                columns: table => new
                {
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FormerName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_towns", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "villages",
                columns: table => new
                {
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OfficialName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ShortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TownCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_villages", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Expert = table.Column<Guid>(type: "uuid", nullable: false),
                    ArrivedAt = table.Column<long>(type: "bigint", nullable: true),
                    ArrivedAtByDevice = table.Column<long>(type: "bigint", nullable: true),
                    Place = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    ReportedAt = table.Column<long>(type: "bigint", nullable: true),
                    ReportedAtByDevice = table.Column<long>(type: "bigint", nullable: true),
                    Findings = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Advice = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ExpertsView = table.Column<string>(type: "text", maxLength: 40, nullable: true, collation: "C"),
                    Photos = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visits", x => new { x.Order, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_passkeys_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "calendar_addresses",
                columns: table => new
                {
                    Expert = table.Column<Guid>(type: "uuid", nullable: false),
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_addresses", x => x.Expert);
                    table.ForeignKey(
                        name: "FK_calendar_addresses_experts_Expert",
                        column: x => x.Expert,
                        principalTable: "experts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pairings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Expert = table.Column<Guid>(type: "uuid", nullable: false),
                    FarmerPhone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    VillageCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TownCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedBecause = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PairedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pairings", x => x.Id);
                    table.CheckConstraint("pairing_with_one", "(\"FarmerPhone\" IS NULL) <> (\"VillageCode\" IS NULL)");
                    table.ForeignKey(
                        name: "FK_pairings_experts_Expert",
                        column: x => x.Expert,
                        principalTable: "experts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attendance_codes",
                columns: table => new
                {
                    Lecture = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C")
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Lecture = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Phone = table.Column<string>(type: "text", maxLength: 30, nullable: true, collation: "C"),
                    How = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C")
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

            migrationBuilder.CreateTable(
                name: "lecture_enrolments",
                columns: table => new
                {
                    Lecture = table.Column<Guid>(type: "uuid", nullable: false),
                    Phone = table.Column<string>(type: "text", maxLength: 30, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lecture_enrolments", x => new { x.Lecture, x.Phone });
                    table.ForeignKey(
                        name: "FK_lecture_enrolments_lectures_Lecture",
                        column: x => x.Lecture,
                        principalTable: "lectures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lecturers",
                columns: table => new
                {
                    Lecture = table.Column<Guid>(type: "uuid", nullable: false),
                    Expert = table.Column<Guid>(type: "uuid", nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lecturers", x => new { x.Lecture, x.Expert });
                    table.ForeignKey(
                        name: "FK_lecturers_experts_Expert",
                        column: x => x.Expert,
                        principalTable: "experts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_lecturers_lectures_Lecture",
                        column: x => x.Lecture,
                        principalTable: "lectures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_experts",
                columns: table => new
                {
                    Entry = table.Column<long>(type: "bigint", nullable: false),
                    Expert = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_experts", x => new { x.Entry, x.Expert });
                    table.ForeignKey(
                        name: "FK_ledger_experts_ledger_Entry",
                        column: x => x.Entry,
                        principalTable: "ledger",
                        principalColumn: "Sequence",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice_deliveries",
                columns: table => new
                {
                    Notice = table.Column<Guid>(type: "uuid", nullable: false),
                    Sink = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_deliveries", x => new { x.Notice, x.Sink });
                    table.ForeignKey(
                        name: "FK_notice_deliveries_notices_Notice",
                        column: x => x.Notice,
                        principalTable: "notices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "closings",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Occasion = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Station = table.Column<Guid>(type: "uuid", nullable: true),
                    TownCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Experts = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closings", x => new { x.Order, x.Occasion });
                    table.ForeignKey(
                        name: "FK_closings_orders_Order",
                        column: x => x.Order,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Expert = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    AnswerBy = table.Column<long>(type: "bigint", nullable: false),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    Why = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Pinned = table.Column<bool>(type: "boolean", nullable: false),
                    OpenSince = table.Column<long>(type: "bigint", nullable: false),
                    QueuedSince = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_offers_orders_Order",
                        column: x => x.Order,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "seats",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Needs = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Expert = table.Column<Guid>(type: "uuid", nullable: true),
                    OpenSince = table.Column<long>(type: "bigint", nullable: false),
                    AnswerBy = table.Column<long>(type: "bigint", nullable: true),
                    ComesAt = table.Column<long>(type: "bigint", nullable: true),
                    VisitBy = table.Column<long>(type: "bigint", nullable: true),
                    ArrivedAt = table.Column<long>(type: "bigint", nullable: true),
                    ReportedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seats", x => new { x.Order, x.Number });
                    table.ForeignKey(
                        name: "FK_seats_orders_Order",
                        column: x => x.Order,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pairing_visits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Pairing = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    HeldAt = table.Column<long>(type: "bigint", nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedBy = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pairing_visits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_pairing_visits_pairings_Pairing",
                        column: x => x.Pairing,
                        principalTable: "pairings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_NormalizedUserName",
                table: "accounts",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_Hash",
                table: "api_keys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attendance_codes_Code",
                table: "attendance_codes",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_At",
                table: "audit",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Whose",
                table: "audit",
                column: "Whose");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_addresses_Hash",
                table: "calendar_addresses",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_error_queue_ReplayedAt",
                table: "error_queue",
                column: "ReplayedAt");

            migrationBuilder.CreateIndex(
                name: "IX_experts_Code",
                table: "experts",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_farmers_VillageCode",
                table: "farmers",
                column: "VillageCode");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_At",
                table: "idempotency",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_lecture_attendees_Lecture_Phone",
                table: "lecture_attendees",
                columns: new[] { "Lecture", "Phone" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lecture_enrolments_Phone",
                table: "lecture_enrolments",
                column: "Phone");

            migrationBuilder.CreateIndex(
                name: "IX_lecturers_Expert_StartsAt",
                table: "lecturers",
                columns: new[] { "Expert", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_lectures_StartsAt",
                table: "lectures",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_Kind_Source_Occasion",
                table: "ledger",
                columns: new[] { "Kind", "Source", "Occasion" },
                unique: true,
                filter: "\"Reverses\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_Reverses",
                table: "ledger",
                column: "Reverses",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_Source",
                table: "ledger",
                column: "Source");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_Station_Sequence",
                table: "ledger",
                columns: new[] { "Station", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_experts_Expert_Entry",
                table: "ledger_experts",
                columns: new[] { "Expert", "Entry" });

            migrationBuilder.CreateIndex(
                name: "IX_notice_deliveries_Sink_State_DueAt",
                table: "notice_deliveries",
                columns: new[] { "Sink", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Expert_At",
                table: "notices",
                columns: new[] { "Expert", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Lecture",
                table: "notices",
                column: "Lecture");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Order",
                table: "notices",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_notices_Tracking",
                table: "notices",
                column: "Tracking");

            migrationBuilder.CreateIndex(
                name: "IX_offers_Expert_State",
                table: "offers",
                columns: new[] { "Expert", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_offers_Order_Expert",
                table: "offers",
                columns: new[] { "Order", "Expert" });

            migrationBuilder.CreateIndex(
                name: "IX_order_history_At",
                table: "order_history",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_orders_DueAt",
                table: "orders",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_FarmerPhone_SubmittedAt",
                table: "orders",
                columns: new[] { "FarmerPhone", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_MergedInto",
                table: "orders",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_State_DueAt",
                table: "orders",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_State_QueuedSince",
                table: "orders",
                columns: new[] { "State", "QueuedSince" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_Station",
                table: "orders",
                column: "Station");

            migrationBuilder.CreateIndex(
                name: "IX_orders_SubmittedAt_Tracking",
                table: "orders",
                columns: new[] { "SubmittedAt", "Tracking" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_Tracking",
                table: "orders",
                column: "Tracking",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_MessageId",
                table: "outbox",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_SentAt",
                table: "outbox",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_pairing_visits_Pairing_Day",
                table: "pairing_visits",
                columns: new[] { "Pairing", "Day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pairings_Expert",
                table: "pairings",
                column: "Expert");

            migrationBuilder.CreateIndex(
                name: "IX_pairings_FarmerPhone",
                table: "pairings",
                column: "FarmerPhone");

            migrationBuilder.CreateIndex(
                name: "IX_pairings_VillageCode",
                table: "pairings",
                column: "VillageCode");

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_UserId",
                table: "passkeys",
                column: "UserId");

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
                name: "IX_stations_Code",
                table: "stations",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stations_TownCode",
                table: "stations",
                column: "TownCode");

            migrationBuilder.CreateIndex(
                name: "IX_towns_FormerName",
                table: "towns",
                column: "FormerName");

            migrationBuilder.CreateIndex(
                name: "IX_towns_Name",
                table: "towns",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_villages_ShortName",
                table: "villages",
                column: "ShortName");

            migrationBuilder.CreateIndex(
                name: "IX_villages_TownCode",
                table: "villages",
                column: "TownCode");

            migrationBuilder.CreateIndex(
                name: "IX_visits_Expert",
                table: "visits",
                column: "Expert");

            foreach (var trigger in PostgresTriggers.All) migrationBuilder.Sql(trigger);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "attendance_codes");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "calendar_addresses");

            migrationBuilder.DropTable(
                name: "closings");

            migrationBuilder.DropTable(
                name: "confirmation_photos");

            migrationBuilder.DropTable(
                name: "error_queue");

            migrationBuilder.DropTable(
                name: "farmer_codes");

            migrationBuilder.DropTable(
                name: "farmers");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "lecture_attendees");

            migrationBuilder.DropTable(
                name: "lecture_enrolments");

            migrationBuilder.DropTable(
                name: "lecturers");

            migrationBuilder.DropTable(
                name: "ledger_experts");

            migrationBuilder.DropTable(
                name: "ledger_totals");

            migrationBuilder.DropTable(
                name: "matches");

            migrationBuilder.DropTable(
                name: "notice_deliveries");

            migrationBuilder.DropTable(
                name: "offers");

            migrationBuilder.DropTable(
                name: "order_history");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "pairing_visits");

            migrationBuilder.DropTable(
                name: "passkeys");

            migrationBuilder.DropTable(
                name: "photos");

            migrationBuilder.DropTable(
                name: "seats");

            migrationBuilder.DropTable(
                name: "stations");

            migrationBuilder.DropTable(
                name: "towns");

            migrationBuilder.DropTable(
                name: "villages");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropTable(
                name: "lectures");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "pairings");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "experts");
        }
    }
}
