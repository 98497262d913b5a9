// Measures ours against peers: bench.mjs [CASE…]; without a case it lists them.
process.argv.splice(2, 0, 'scripts/bench/main.ts')
await import('./run.mjs')
