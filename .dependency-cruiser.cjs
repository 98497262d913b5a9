const domain = '^server/domain/'
const tests = '\\.(test|e2e)\\.tsx?$|/testing/|\\.contract\\.ts$'
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from: { pathNot: tests, ...from }, to })

module.exports = {
  forbidden: [
    rule(
      'domain-is-pure',
      'server/domain runs in the browser and in workers: it may use only itself and pure geometry libraries.',
      { path: domain },
      { pathNot: `${domain}|^node_modules/(@types/geojson|delaunator|flatbush|robust-predicates)` },
    ),
    rule(
      'formats-are-pure',
      'A format turns bytes into records: domain and its own library only, no database.',
      { path: '^server/formats/' },
      { path: '^(db|app|scripts|server/(services|routers|media|jobs|ingest|demo-city))/' },
    ),
    rule(
      'demo-city-is-pure',
      'The demo city is a seeded generator of records: domain and formats only.',
      { path: '^server/demo-city/' },
      { path: '^(db|app|scripts|server/(services|routers|media|jobs|ingest))/' },
    ),
    rule(
      'db-knows-no-server',
      'db holds SQL; it may use the types of domain and formats, never services or routers.',
      { path: '^db/' },
      { path: '^(app|scripts|server/(services|routers|media|jobs|ingest))/' },
    ),
    rule(
      'media-stands-alone',
      'server/media is a port with adapters: it knows no database, no router, no app.',
      { path: '^server/media/' },
      { path: '^(db|app|scripts|server/(services|routers|formats|jobs|ingest))/' },
    ),
    rule(
      'services-know-no-router',
      'A service is shared by routers, scripts and jobs: it may not import a router or the app.',
      { path: '^server/(services|jobs|ingest)/' },
      { path: '^(app|scripts|server/routers)/' },
    ),
    rule(
      'routers-hold-no-sql',
      'A router holds no SQL and no geometry: it calls a service or a query in db/queries.',
      { path: '^server/routers/' },
      { path: '^(app|scripts|server/media)/|^node_modules/pg/' },
    ),
    rule(
      'browser-stays-in-the-browser',
      'Browser code may import server/domain, and only types from the rest of the server.',
      { path: '^app/', pathNot: `${tests}|^app/api/|^app/_server/|(page|layout)\\.tsx$` },
      { path: '^(db|scripts|server/(?!domain/))', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'only-the-canvas-touches-maplibre',
      'One map, one owner: only app/_map/map-canvas.tsx may import maplibre-gl.',
      { pathNot: `${tests}|^app/_map/map-canvas\\.tsx$` },
      { path: '^node_modules/maplibre-gl/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'layers-are-pure',
      'A layer file is a function from data to deck.gl layers: no React, no fetching.',
      { path: '^app/_map/layers/' },
      { path: '^node_modules/(react|react-dom|@trpc|@tanstack)/' },
    ),
    rule(
      'only-whep-opens-peers',
      'Only app/_feed/whep.ts opens a peer connection.',
      { pathNot: `${tests}|^app/_feed/whep\\.ts$` },
      { path: '^node_modules/webrtc-adapter/' },
    ),
    rule(
      'no-circles',
      'Two files that need each other are one file, or three.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|test-results)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
