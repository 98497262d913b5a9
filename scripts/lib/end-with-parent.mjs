// Loaded before a program that is not ours: it ends when the process that started it is gone, however that one ended.
process.once('disconnect', () => process.exit(0))
