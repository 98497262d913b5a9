// Tries to break what must hold: proof.mjs [PROOF…]; without a name it lists them.
process.argv.splice(2, 0, 'scripts/proof/main.ts')
await import('./run.mjs')
