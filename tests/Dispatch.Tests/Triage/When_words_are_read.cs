using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Triage;

namespace Dispatch.Tests.Triage;

public sealed class When_words_are_read
{
    [TestCase("向日葵叶子上长满斑点，咋防治", Skill.PlantProtection, "sunflower")]
    [TestCase("枸杞叶片背面长了一个个小虫瘿", Skill.PlantProtection, "wolfberry")]
    [TestCase("我家的羊最近老咳嗽，有几只不吃东西", Skill.Veterinary, "sheep")]
    [TestCase("奶牛冬天产奶少，饲料该怎么调", Skill.AnimalHusbandry, "cattle")]
    [TestCase("玉米种植密度多少合适", Skill.Agronomy, "maize")]
    [TestCase("我那块地盐碱重，种啥都不长", Skill.SoilAndFertiliser, null)]
    [TestCase("今年渠水来得晚，小麦浇不上水", Skill.Irrigation, "wheat")]
    [TestCase("今年种什么品种的葵花好", Skill.Seed, "sunflower")]
    [TestCase("收割机坏在地里了", Skill.Machinery, null)]
    [TestCase("西瓜滞销了，帮忙找找销路", Skill.ProcessingAndMarketing, "melon")]
    [TestCase("农业保险怎么理赔", Skill.FarmManagement, null)]
    [TestCase("池塘水质变坏，鱼不吃食", Skill.Aquaculture, "fish")]
    [TestCase("How to control stem borer in maize?", Skill.PlantProtection, "maize")]
    [TestCase("FERTILISER DOSE FOR TOMATOES", Skill.SoilAndFertiliser, "tomato")]
    [TestCase("best sunflower varieties for June", Skill.Seed, "sunflower")]
    [TestCase("market price of onions", Skill.ProcessingAndMarketing, "onion")]
    [TestCase("tractor will not start", Skill.Machinery, null)]
    [TestCase("PM-KISAN scheme status", Skill.FarmManagement, null)]
    public void Skill_and_crop_are_found(string words, Skill skill, string? crop) =>
        Assert.That((Lexicon.Read(words).Skill, Lexicon.Read(words).Crop), Is.EqualTo(((Skill?)skill, crop)));

    [TestCase("disease in my goats", Skill.Veterinary)]
    [TestCase("disease in my wheat", Skill.PlantProtection)]
    [TestCase("羊死了好几只", Skill.Veterinary)]
    [TestCase("瓜苗一片一片地死", Skill.PlantProtection)]
    [TestCase("苜蓿喂羊行不行", Skill.AnimalHusbandry)]
    [TestCase("sowing time of tomato", Skill.Horticulture)]
    [TestCase("sowing time of wheat", Skill.Agronomy)]
    [TestCase("鱼一天喂几次", Skill.Aquaculture)]
    [TestCase("湖羊是不是好品种", Skill.AnimalHusbandry)]
    public void The_crop_narrows_the_skill(string words, Skill skill) => Assert.That(Lexicon.Read(words).Skill, Is.EqualTo(skill));

    [TestCase("test call")]
    [TestCase("Call disconnected by farmer")]
    [TestCase("no voice of the farmer")]
    [TestCase("喂喂，听得见不")]
    [TestCase("马上来人")]
    [TestCase("家里出了点问题")]
    [TestCase("今天天气怎么样")]
    [TestCase("   ")]
    [TestCase("")]
    public void Words_that_say_nothing_stay_unclear(string words) =>
        Assert.That(Lexicon.Read(words), Has.Property("Skill").Null.And.Property("Found").All.AnyOf("喂喂", "马上"));

    [Test]
    public void A_tie_is_unclear_and_the_clerk_gets_what_was_found()
    {
        var reading = Lexicon.Read("can we mix herbicide and fertilizer in paddy");
        Assert.That((reading.Skill, reading.Crop), Is.EqualTo(((Skill?)null, "rice")));
        Assert.That(string.Join(' ', reading.Found), Is.EqualTo("herbicide fertiliz paddy"));
    }

    [Test]
    public void A_crop_alone_does_not_tell_the_skill() =>
        Assert.That((Lexicon.Read("葵花").Skill, Lexicon.Read("葵花").Crop), Is.EqualTo(((Skill?)null, "sunflower")));

    [TestCase("苹果梨树咋剪", "pear")]
    [TestCase("玉米螟来了", "maize")]
    [TestCase("地里列当太多", "sunflower")]
    [TestCase("ＭＡＩＺＥ stem borer", "maize")]
    public void The_longest_term_counts(string words, string crop) => Assert.That(Lexicon.Read(words).Crop, Is.EqualTo(crop));

    [TestCase("tracktor", Skill.Machinery)]
    [TestCase("grasshoper", Skill.PlantProtection)]
    [TestCase("sprinkelr", Skill.Irrigation)]
    [TestCase("insuranse", Skill.FarmManagement)]
    [TestCase("trakktor", null)]
    [TestCase("asking for an expert", null)]
    public void One_slip_of_the_pen_is_forgiven_in_a_long_word(string words, Skill? skill) => Assert.That(Lexicon.Read(words).Skill, Is.EqualTo(skill));

    [TestCase("母羊难产", Urgency.Urgent)]
    [TestCase("羊掉毛", Urgency.Normal)]
    [TestCase("不着急，想了解下葵花品种", Urgency.Low)]
    public void Some_words_set_the_urgency(string words, Urgency urgency) => Assert.That(Lexicon.Read(words).Urgency, Is.EqualTo(urgency));

    [TestCase("sunflower", "zh", "向日葵")]
    [TestCase("sunflower", "mn", "向日葵")]
    [TestCase("black gram", "en-IN", "black gram")]
    [TestCase("unheard of", "zh", "unheard of")]
    public void A_crop_has_a_name(string crop, string language, string label) => Assert.That(Lexicon.LabelOf(crop, language), Is.EqualTo(label));
}
