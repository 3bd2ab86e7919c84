import { getSmoothStepPath, Position } from '@xyflow/react';
import { expect, test } from 'vitest';
import { NODE } from './layout';
import { linkPath } from './linkPath';

const handles = { sourcePosition: Position.Bottom, targetPosition: Position.Top };
/** All x of a path. */
const across = (path: string) => [...path.matchAll(/(-?[\d.]+)[ ,]-?[\d.]+/g)].map(([, x]) => Number(x));

test('a link that leads down is drawn as ever', () => {
  const down = { sourceX: 0, sourceY: 66, targetX: 0, targetY: 124, ...handles };
  expect(linkPath(down)).toEqual(getSmoothStepPath(down).slice(0, 3));
});

test('a link that leads back goes round both parts, and its word stands there', () => {
  const [path, x, y] = linkPath({ sourceX: 0, sourceY: 200, targetX: 40, targetY: 0, ...handles });
  expect(x).toBeGreaterThan(40 + NODE.width / 2);
  expect(y).toBe(100);
  expect(Math.max(...across(path))).toBe(x);
  expect(Math.min(...across(path))).toBe(0);
});

test('a longer way back lies farther out', () => {
  const back = (sourceY: number) => linkPath({ sourceX: 0, sourceY, targetX: 0, targetY: 0, ...handles })[1];
  expect(back(600)).toBeGreaterThan(back(200));
});
