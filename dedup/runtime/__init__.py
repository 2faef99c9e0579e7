"""What the engine runs on: compiled kernels, threads, storage in memory and in files, a limit on memory."""
