// Every fixture has its own service, folder and clock; four at once, because each waits now and then for messages to arrive.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
