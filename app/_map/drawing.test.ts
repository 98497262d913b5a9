import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type Drawing, type DrawingStep, nextDrawing, startDrawing } from './drawing'

const SQUARE: Position[] = [[0, 0], [4, 0], [4, 4], [0, 4]] // biome-ignore format: corners
const stepped = (drawing: Drawing, ...steps: DrawingStep[]) => steps.reduce(nextDrawing, drawing)
const add = (lng: number, lat: number): DrawingStep => ({ do: 'add', position: [lng, lat], apartDegrees: 0.1 })

describe('drawing', () => {
  it('adds corners, a double click only once, and takes them back one by one', () => {
    const drawn = stepped(startDrawing(), add(0, 0), add(4, 0), add(4, 4), add(4.05, 4))
    expect(drawn.ring).toEqual(SQUARE.slice(0, 3))
    expect(stepped(drawn, { do: 'back' }).ring).toEqual(SQUARE.slice(0, 2))
    expect(stepped(drawn, ...Array<DrawingStep>(9).fill({ do: 'back' }))).toEqual(startDrawing())
  })

  it('drags a corner as one step', () => {
    const held = stepped(startDrawing(SQUARE), { do: 'hold', corner: 2, isNew: false })
    const dragged = stepped(held, { do: 'drag', position: [5, 5] }, { do: 'drag', position: [6, 6] })
    expect(dragged.ring[2]).toEqual([6, 6])
    expect(held.past).toEqual([])
    expect(stepped(dragged, { do: 'back' }).ring).toBe(SQUARE)
    expect(stepped(startDrawing(SQUARE), { do: 'drag', position: [9, 9] }).ring).toEqual(SQUARE)
  })

  it('makes a corner in the middle of an edge, also of the last one', () => {
    const made = stepped(startDrawing(SQUARE), { do: 'hold', corner: 3, isNew: true })
    expect(made).toMatchObject({ ring: [...SQUARE, [0, 2]], corner: 4 })
  })

  it('removes a corner while at least three are left', () => {
    const triangle = stepped(startDrawing(SQUARE), { do: 'remove', corner: 1 })
    expect(triangle.ring).toEqual([SQUARE[0], SQUARE[2], SQUARE[3]])
    expect(stepped(triangle, { do: 'remove', corner: 0 })).toBe(triangle)
  })
})
