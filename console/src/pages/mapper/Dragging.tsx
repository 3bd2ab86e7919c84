import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../strings';

/** Where a place is dropped that shall become a field of its own. */
export const NEW_FIELD = 'new field';
const FIELD = 'field ';

export const dropId = (path: string) => FIELD + path;
const pathOf = (dropped: string) => (dropped.startsWith(FIELD) ? dropped.slice(FIELD.length) : undefined);
const named = (id: unknown) => pathOf(String(id)) ?? t.mapper.drag.newField;

const announcements: Announcements = {
  onDragStart: ({ active }) => t.mapper.drag.start(String(active.id)),
  onDragOver: ({ active, over }) =>
    over ? t.mapper.drag.over(String(active.id), named(over.id)) : t.mapper.drag.away(String(active.id)),
  onDragEnd: ({ active, over }) =>
    over ? t.mapper.drag.dropped(String(active.id), named(over.id)) : t.mapper.drag.cancelled(String(active.id)),
  onDragCancel: ({ active }) => t.mapper.drag.cancelled(String(active.id)),
};

interface Props {
  /** Without a path: for a new field. */
  onDrop: (place: string, path: string | undefined) => void;
  children: ReactNode;
}

/**
 * Lets places of the provider's object be dragged to fields by mouse or finger. With the keyboard a field's own choice of places
 * does the same with fewer keys.
 */
export function Dragging({ onDrop, children }: Props) {
  const [held, setHeld] = useState<string>();
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    // A finger that moves at once scrolls the page.
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
  );
  const end = ({ active, over }: DragEndEvent) => {
    setHeld(undefined);
    if (over) onDrop(String(active.id), pathOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t.mapper.drag.help } }}
      onDragStart={({ active }) => setHeld(String(active.id))}
      onDragEnd={end}
      onDragCancel={() => setHeld(undefined)}
    >
      {children}
      <DragOverlay dropAnimation={null}>{held !== undefined && <span className="held mono">{held}</span>}</DragOverlay>
    </DndContext>
  );
}
