using System.Net;

namespace Dispatch.SystemTests;

/// <summary>Two districts on one broker: in one a web process and two workers, in the other a process that is all.</summary>
public sealed class When_several_processes_share_the_work
{
    private const string Chosen = "This process matches for the district now.";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly List<Farmer> all = [];
    private VirtualHost host = null!;
    private ServiceProcess web = null!;
    private ServiceProcess[] workers = null!;
    private ServiceProcess neighbour = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await (await Broker.Running()).NewHostAsync();
        web = await SmallWorld.Service(host.Uri, Of("linhe"), "serve", "--role", "web");
        workers = [web.Beside("serve", "--role", "worker"), web.Beside("serve", "--role", "worker")];
        neighbour = await SmallWorld.Service(host.Uri, Of("wuyuan"));
        await web.StartAsync();
        all.Add(new Farmer(web, "first"));
        await all[0].Submit();
        await Task.WhenAll([.. workers.Select(worker => worker.StartAsync()), neighbour.StartAsync()]);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        foreach (var process in (ServiceProcess[])[web, neighbour, .. workers]) await process.DisposeAsync();
        await host.DisposeAsync();
    }

    /// <summary>The order came when there was neither a worker nor a queue.</summary>
    [Test, Order(1)]
    public async Task What_came_before_the_first_worker_is_not_lost()
    {
        await all[0].GoOn().WaitAsync(Ceiling);
        Assert.That(await all[0].State(), Is.EqualTo("Closed"));
    }

    [Test, Order(2)]
    public async Task A_worker_is_asked_only_how_it_is()
    {
        foreach (var (path, status) in new[] { ("health/live", HttpStatusCode.OK), ("health/ready", HttpStatusCode.OK), ("", HttpStatusCode.NotFound), ("api/v1/orders", HttpStatusCode.NotFound), ("sign-in", HttpStatusCode.NotFound) })
        {
            using var answer = await workers[0].Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(status), path);
        }
    }

    [Test, Order(3)]
    public async Task One_matches_and_when_it_is_killed_another_goes_on_and_the_neighbours_see_nothing()
    {
        var (here, there) = (new Farmers(web, "here", 4), new Farmers(neighbour, "there", 2));
        await Answers(here, 12);
        var (active, standing) = (workers.Single(Matches), workers.Single(worker => !Matches(worker)));

        await active.KillAsync();
        await Eventually.Holds("the other one matches", () => Task.FromResult(Matches(standing)), Soon);
        here.Enough();
        there.Enough();
        await Task.WhenAll(here.Lives, there.Lives).WaitAsync(Ceiling);
        all.AddRange(here.All);

        await web.CameTo(all);
        await neighbour.CameTo(there.All);
        workers = [standing, active];
    }

    [Test, Order(4)]
    public async Task Told_to_stop_in_the_midst_of_it_they_finish_what_is_in_hand_and_the_others_go_on()
    {
        await workers[1].StartAsync();
        var here = new Farmers(web, "stopped", 4);
        await Answers(here, 6);
        Assert.That(await workers[0].StopAsync(), Is.Zero, workers[0].Output);
        Assert.That(await web.StopAsync(), Is.Zero, web.Output);
        await web.StartAsync();
        await Answers(here, 6);
        here.Enough();
        await here.Lives.WaitAsync(Ceiling);
        all.AddRange(here.All);

        await web.CameTo(all);
    }

    private static async Task Answers(Farmers farmers, int count)
    {
        var answers = new AnswerCount();
        farmers.Answered += answers.Count;
        if (await Task.WhenAny(answers.More(count), farmers.Lives).WaitAsync(Ceiling) == farmers.Lives) await farmers.Lives;
    }

    private static bool Matches(ServiceProcess worker) => worker.Output.Contains(Chosen, StringComparison.Ordinal);

    private static Dictionary<string, string> Of(string district) => new() { ["Dispatch__QueuePrefix"] = district, ["Logging__LogLevel__Dispatch.Matching"] = "Information" };
}
