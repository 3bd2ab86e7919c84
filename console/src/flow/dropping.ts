import type { DragEvent } from 'react';
import type { Way } from './graph';

/** Where a step is put: behind a part, on one of its ways. */
export interface At {
  from: string;
  way: Way;
}

const KIND = 'application/x-valence-step';

/** Marks what a step from the palette can be dropped on. */
export const dropAt = (at: At) => ({ 'data-drop': JSON.stringify(at) });

/** For what can be dragged onto the canvas. */
export function drag(event: DragEvent, type: string): void {
  event.dataTransfer.setData(KIND, type);
  event.dataTransfer.effectAllowed = 'copy';
}

export const isStep = (event: DragEvent) => event.dataTransfer.types.includes(KIND);

/** What was dropped, and where; without a place when it was dropped beside everything. */
export function dropped(event: DragEvent): { type: string; at: At | undefined } {
  const target = event.target instanceof Element ? event.target.closest('[data-drop]') : null;
  const text = target instanceof HTMLElement || target instanceof SVGElement ? target.dataset.drop : undefined;
  return { type: event.dataTransfer.getData(KIND), at: text === undefined ? undefined : (JSON.parse(text) as At) };
}
