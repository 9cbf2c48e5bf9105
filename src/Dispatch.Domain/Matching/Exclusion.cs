namespace Dispatch.Domain.Matching;

/// <summary>
/// Why an expert can't have a seat: "excluded because…". In the order in which the rules are asked; the first that fails is told.
/// The rules before <see cref="OnLeave"/> last: waiting does not change them. The others pass.
/// </summary>
public enum Exclusion
{
    /// <summary>已退出 No longer with the programme.</summary>
    Inactive,
    /// <summary>专长不符 Lacks a required skill, or has it at a lower level.</summary>
    LacksSkill,
    /// <summary>超出服务半径 The place is farther from the base than the expert goes.</summary>
    BeyondRadius,
    /// <summary>语言不通 Does not speak the language asked for.</summary>
    LanguageNotSpoken,
    /// <summary>已在本单 Holds another seat of this order.</summary>
    AlreadyOnOrder,
    /// <summary>已拒绝 Declined this order, let an offer of it lapse, or had it taken back by a clerk.</summary>
    HasRefused,
    /// <summary>计划日请假 On leave when the visit is planned.</summary>
    AwayThatDay,
    /// <summary>已约他人 The visit was planned with another expert.</summary>
    PlannedWithAnother,
    /// <summary>请假 On leave until the answer is due.</summary>
    OnLeave,
    /// <summary>不在岗 Not on duty before the answer is due.</summary>
    OffDuty,
    /// <summary>已满 Holds as many seats as the capacity allows.</summary>
    Full,
    /// <summary>暂不就近 Costs more than the reach; waiting will bring the expert into it.</summary>
    BeyondReach,
}
