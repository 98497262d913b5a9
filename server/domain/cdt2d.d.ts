declare module 'cdt2d' {
  /** Triangles (indices of points) of the constrained Delaunay triangulation of the points' convex hull. */
  export default function cdt2d(
    points: readonly (readonly [number, number])[],
    edges: readonly (readonly [number, number])[],
    options?: { delaunay?: boolean; interior?: boolean; exterior?: boolean },
  ): [number, number, number][]
}
