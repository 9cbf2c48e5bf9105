// Each fixture has its own service, database and part of the broker; those that stop a broker have one of their own. Two cores,
// three at once: a test is mostly one process that starts, and in between nobody works.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
