// Every fixture has its own service, folder and clock, so as many run at once as the machine has cores.
[assembly: Parallelizable(ParallelScope.Fixtures)]
