using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>
/// The experts as they stand. One thread at a time changes it in place, by seats or by experts, while many look:
/// the methods of <see cref="Matcher"/> and <see cref="Batch"/> never see a change half made.
/// </summary>
public sealed class Roster
{
    /// <summary>Skills are bits where they are looked up.</summary>
    internal const int MostSkills = 64;

    private readonly Changes changes = new();
    private readonly int[] holders = new int[byte.MaxValue + 1];
    private Candidate[] candidates;
    private SlotsById slots;
    private int count;
    private ExpertIndex? index;

    /// <exception cref="ArgumentException">An expert is listed twice, or is one whom <see cref="Admission"/> refuses.</exception>
    public Roster(IEnumerable<Candidate> candidates)
    {
        this.candidates = [.. candidates];
        count = this.candidates.Length;
        Hilbert.Sort(this.candidates);
        slots = new SlotsById(count);
        for (var slot = 0; slot < count; slot++)
        {
            var expert = this.candidates[slot].Expert;
            if (!slots.TryAdd(slot, this.candidates)) throw new ArgumentException($"Expert {expert.Code} is listed twice.", nameof(candidates));
            Admission.Check(expert);
            CountSkills(expert, 1);
        }
    }

    /// <summary>Everybody, in no order that means anything. While another thread changes the roster, to be read in a <see cref="Look{T}(Func{T})"/> only.</summary>
    public ReadOnlySpan<Candidate> Candidates => candidates.AsSpan(0, count);

    /// <summary>The expert of this id as it stands, or null when it is not in the roster.</summary>
    public Candidate? Find(ExpertId id) => changes.Look((Roster: this, id), static asked => asked.Roster.SlotOf(asked.id) is var slot and >= 0 ? asked.Roster.candidates[slot] : (Candidate?)null);

    /// <summary>What a look at the roster finds that no change falls into. It may be made several times, and has no effect of its own.</summary>
    public T Look<T>(Func<T> look) => changes.Look(look, static look => look());

    /// <summary>The expert gets a seat, or is rid of one.</summary>
    /// <exception cref="ArgumentException">The expert is not in the roster, or would hold fewer than none or more than the capacity.</exception>
    public void Change(ExpertId id, int seats)
    {
        using var alone = changes.Alone();
        var slot = SlotOf(id);
        if (slot < 0) throw new ArgumentException($"Expert {id} is not in the roster.", nameof(id));
        var (expert, open) = (candidates[slot].Expert, candidates[slot].OpenSeats + seats);
        if (open < 0 || (seats > 0 && open > expert.Capacity)) throw new ArgumentException($"Expert {expert.Code} would hold {open} of {expert.Capacity} seats.", nameof(seats));
        changes.Begin();
        candidates[slot] = new Candidate(expert, open);
        index?.SeatsChanged(slot, candidates[slot]);
        changes.End();
    }

    /// <summary>
    /// The expert enters, with no seat; or is from now on as given, and keeps the seats held. What is given is not changed
    /// afterwards: an expert who moves, learns, goes on leave or has other hours is put in anew.
    /// </summary>
    /// <exception cref="ArgumentException">The expert is one whom <see cref="Admission"/> refuses.</exception>
    public void Put(Expert expert)
    {
        Admission.Check(expert);
        using var alone = changes.Alone();
        var slot = SlotOf(expert.Id);
        if (slot < 0 && count == candidates.Length) MakeRoom();
        index?.MakeRoom(candidates.Length);
        changes.Begin();
        // Somebody may have had the index built since; else there is room.
        index?.MakeRoom(candidates.Length);
        if (slot >= 0) CountSkills(candidates[slot].Expert, -1);
        CountSkills(expert, 1);
        if (slot >= 0) candidates[slot] = candidates[slot] with { Expert = expert };
        else
        {
            slot = count++;
            candidates[slot] = new Candidate(expert, 0);
            slots.TryAdd(slot, candidates);
        }
        index?.Put(slot, candidates[slot], holders);
        changes.End();
        index?.Tidy();
    }

    /// <summary>The expert leaves. False when it was not in the roster.</summary>
    public bool Remove(ExpertId id)
    {
        using var alone = changes.Alone();
        var (slot, last) = (SlotOf(id), count - 1);
        if (slot < 0) return false;
        changes.Begin();
        CountSkills(candidates[slot].Expert, -1);
        slots.Remove(id, candidates);
        if (slot < last) slots.Move(candidates[last].Expert.Id, slot, candidates);
        candidates[slot] = candidates[last];
        candidates[last] = default;
        count = last;
        index?.Remove(slot, last, holders);
        changes.End();
        index?.Tidy();
        return true;
    }

    /// <summary>How many active experts hold the skill, at any level.</summary>
    public int Holders(Skill skill) => holders[(int)skill];

    /// <summary>1 for a skill with a single holder, 1/n for one with n.</summary>
    public double Rarity(Skill skill) => RarityOf(Holders(skill));

    internal static double RarityOf(int holders) => 1.0 / Math.Max(1, holders);

    /// <summary>Built when first asked for.</summary>
    internal ExpertIndex Index => Volatile.Read(ref index) ?? changes.Hold(this, static roster => roster.index ??= new ExpertIndex(roster.Candidates, roster.holders));

    /// <summary>Where among the candidates the expert is, or less than 0.</summary>
    internal int SlotOf(ExpertId id) => slots.Find(id, candidates);

    /// <summary>As <see cref="Look{T}(Func{T})"/>, without remembering what is asked.</summary>
    internal T Look<TAsked, T>(TAsked asked, Func<TAsked, T> look)
        where TAsked : allows ref struct => changes.Look(asked, look);

    /// <summary>Copies with more room take the place of what is looked at, which stays as it is.</summary>
    private void MakeRoom()
    {
        var larger = new Candidate[Math.Max(8, count * 2)];
        Candidates.CopyTo(larger);
        var byId = new SlotsById(larger.Length);
        for (var slot = 0; slot < count; slot++) byId.TryAdd(slot, larger);
        changes.Begin();
        (candidates, slots) = (larger, byId);
        changes.End();
    }

    /// <summary>A skill that is listed twice is held once.</summary>
    private void CountSkills(Expert expert, int by)
    {
        if (!expert.Active) return;
        foreach (var skill in new Bits(Profile.Skills.Of(expert).Junior)) holders[skill] += by;
    }
}
