import { Graph, layout as arrange } from '@dagrejs/dagre';
import type { Link } from './graph';

/** The size of a part in the picture, in pixels. */
export const NODE = { width: 230, height: 66 };

export interface Place {
  x: number;
  y: number;
}

export interface Layout {
  places: Map<string, Place>;
  width: number;
  height: number;
}

/** A way that ends, and the size of what stands there. */
const END = { width: 30, height: 30 };

/**
 * Puts each part below those that lead to it.
 *
 * @param ends names among the others that are no parts, but the ends of ways
 */
export function layoutOf(
  names: readonly string[],
  links: readonly Link[],
  ends: ReadonlySet<string> = new Set(),
): Layout {
  const sizeOf = (name: string) => (ends.has(name) ? END : NODE);
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 58 });
  graph.setDefaultEdgeLabel(() => ({}));
  names.forEach((name) => graph.setNode(name, { ...sizeOf(name) }));
  links.forEach(({ from, way, to }) => graph.setEdge(from, to, { weight: way === 'onSuccess' ? 3 : 1 }, way));
  arrange(graph);
  const places = new Map(
    names.map((name) => {
      const { x, y } = graph.node(name) as Place;
      return [name, { x: x - sizeOf(name).width / 2, y: y - sizeOf(name).height / 2 }];
    }),
  );
  const { width = NODE.width, height = NODE.height } = graph.graph() as { width?: number; height?: number };
  return { places, width, height };
}
