import { getSmoothStepPath, type GetSmoothStepPathParams } from '@xyflow/react';
import { NODE } from './layout';

/** From the edge of the parts, so that it lies between them and their neighbours. */
const BESIDE = 18;
/** A longer way lies this much farther out, so that loops in loops can be told apart. */
const FARTHER = 1 / 40;

/**
 * The path of a link, and where its word stands. One that leads back up goes round its parts at their right: straight, it would lie
 * on the links that lead down.
 *
 * @returns the path of an SVG, then x and y of the word
 */
export function linkPath(ends: GetSmoothStepPathParams): [string, number, number] {
  const { sourceX, sourceY, targetX, targetY } = ends;
  if (targetY > sourceY) {
    const [path, x, y] = getSmoothStepPath(ends);
    return [path, x, y];
  }
  const centerX = Math.max(sourceX, targetX) + NODE.width / 2 + BESIDE + (sourceY - targetY) * FARTHER;
  const [path] = getSmoothStepPath({ ...ends, centerX });
  return [path, centerX, (sourceY + targetY) / 2];
}
