import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { linkPath } from './linkPath';

/** A link with its word, which nothing can be put between. */
export function WayView({ label, markerEnd, ...ends }: EdgeProps) {
  const [path, labelX, labelY] = linkPath(ends);
  return <BaseEdge path={path} labelX={labelX} labelY={labelY} label={label} {...(markerEnd ? { markerEnd } : {})} />;
}
