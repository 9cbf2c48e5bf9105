// Each fixture has its own service, database and part of the broker. Two cores, three at once: a test is mostly one process
// that starts, and in between nobody works. Those that stop the broker say NonParallelizable, and come when the others are
// through.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
