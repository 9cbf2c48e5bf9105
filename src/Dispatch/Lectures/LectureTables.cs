using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Lectures;

internal sealed class LectureTable : IEntityTypeConfiguration<Lecture>
{
    public void Configure(EntityTypeBuilder<Lecture> builder)
    {
        builder.ToTable("lectures").HasKey(lecture => lecture.Id);
        builder.Property(lecture => lecture.Id).ValueGeneratedNever();
        builder.Property(lecture => lecture.Version).IsConcurrencyToken();
        builder.HasMany(lecture => lecture.Lecturers).WithOne().HasForeignKey(lecturer => lecturer.Lecture);
        builder.Navigation(lecture => lecture.Lecturers).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(lecture => lecture.StartsAt);
    }
}

internal sealed class EnrolmentTable : IEntityTypeConfiguration<Enrolment>
{
    public void Configure(EntityTypeBuilder<Enrolment> builder)
    {
        builder.ToTable("lecture_enrolments").HasKey(enrolment => new { enrolment.Lecture, enrolment.Phone });
        builder.Property(enrolment => enrolment.Phone).HasMaxLength(30);
        builder.Property(enrolment => enrolment.Name).HasMaxLength(100);
        builder.HasOne<Lecture>().WithMany().HasForeignKey(enrolment => enrolment.Lecture);
        builder.HasIndex(enrolment => enrolment.Phone);
    }
}

internal sealed class AttendeeTable : IEntityTypeConfiguration<Attendee>
{
    public void Configure(EntityTypeBuilder<Attendee> builder)
    {
        builder.ToTable("lecture_attendees").HasKey(attendee => attendee.Id);
        builder.Property(attendee => attendee.Id).ValueGeneratedNever();
        builder.Property(attendee => attendee.Phone).HasMaxLength(30);
        builder.Property(attendee => attendee.Name).HasMaxLength(100);
        builder.HasOne<Lecture>().WithMany().HasForeignKey(attendee => attendee.Lecture);
        builder.HasIndex(attendee => new { attendee.Lecture, attendee.Phone }).IsUnique();
    }
}

internal sealed class AttendanceCodeTable : IEntityTypeConfiguration<AttendanceCode>
{
    public void Configure(EntityTypeBuilder<AttendanceCode> builder)
    {
        builder.ToTable("attendance_codes").HasKey(code => code.Lecture);
        builder.Property(code => code.Code).HasMaxLength(40).IsConcurrencyToken();
        builder.HasOne<Lecture>().WithMany().HasForeignKey(code => code.Lecture);
        builder.HasIndex(code => code.Code).IsUnique();
    }
}

internal sealed class LecturerTable : IEntityTypeConfiguration<Lecturer>
{
    public void Configure(EntityTypeBuilder<Lecturer> builder)
    {
        builder.ToTable("lecturers").HasKey(lecturer => new { lecturer.Lecture, lecturer.Expert });
        builder.HasOne<Expert>().WithMany().HasForeignKey(lecturer => lecturer.Expert);
        builder.HasIndex(lecturer => new { lecturer.Expert, lecturer.StartsAt });
    }
}
