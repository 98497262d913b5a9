import { describe, expect, it } from 'vitest'
import { PALETTES } from './palette'
import { hatchImage, VIEWSHEDS_FROM_ZOOM, viewshedLayers, viewshedSource } from './viewshed-style'

const drawn = { version: '3', hiddenId: 7, selectedId: 9, isOnlySelected: false }
const layer = (id: string) => viewshedLayers('dark', drawn).find((candidate) => candidate.id === id)!

describe('viewsheds on the map', () => {
  it('are what is known, what is assumed, their edges and what is selected, from one source', () => {
    const layers = viewshedLayers('light', drawn)
    expect(layers.map(({ id }) => id)).toEqual([
      'viewshed-known',
      'viewshed-assumed',
      'viewshed-edge',
      'viewshed-selected',
      'viewshed-selected-edge',
    ])
    for (const each of layers)
      expect(each).toMatchObject({ source: 'viewsheds', 'source-layer': 'viewshed', minzoom: VIEWSHEDS_FROM_ZOOM })
  })

  it('hatch what rests on assumptions, and fill only what works', () => {
    expect(layer('viewshed-assumed')).toMatchObject({ paint: { 'fill-pattern': hatchImage('dark') } })
    for (const id of ['viewshed-known', 'viewshed-assumed'])
      expect(JSON.stringify((layer(id) as { filter: unknown }).filter)).toContain('["get","effective"]')
    expect(JSON.stringify((layer('viewshed-edge') as { filter: unknown }).filter)).not.toContain('effective')
  })

  it('leave out the camera whose draft is drawn, and mark the selected one in the colour of drafts', () => {
    for (const { id } of viewshedLayers('dark', drawn))
      expect(JSON.stringify((layer(id) as { filter: unknown }).filter)).toContain('["!=",["get","id"],7]')
    expect(layer('viewshed-selected')).toMatchObject({
      paint: { 'fill-color': `rgb(${PALETTES.dark.draft.join(', ')})` },
    })
  })

  it('leave only the selected one while counts are shown', () => {
    const ids = viewshedLayers('light', { ...drawn, isOnlySelected: true }).map(({ id }) => id)
    expect(ids).toEqual(['viewshed-selected', 'viewshed-selected-edge'])
  })

  it('are asked for anew when they changed, of our own origin', () => {
    const tilesOf = (version: string) =>
      (viewshedSource('http://here', { ...drawn, version }) as unknown as { tiles: string[] }).tiles
    expect(tilesOf('3')).toEqual(['http://here/api/tiles/viewsheds/{z}/{x}/{y}?v=3'])
    expect(tilesOf('4')).not.toEqual(tilesOf('3'))
  })
})
