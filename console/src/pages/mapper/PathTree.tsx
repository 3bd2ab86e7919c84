import { useDraggable } from '@dnd-kit/core';
import { Check, GripVertical, Plus } from 'lucide-react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import type { VendorPath } from './paths';
import { shortValue } from './shortValue';

interface Props {
  tree: readonly VendorPath[];
  mapped: ReadonlySet<string>;
  take: (place: string) => void;
}

/** The places of the provider's object, each with its type and what the sample has there. */
export function PathTree({ tree, ...rest }: Props) {
  return (
    <ul className="path-tree">
      {tree.map((each) => (
        <li key={each.path}>
          <Place {...rest} place={each} />
          {each.children.length > 0 && <PathTree tree={each.children} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

function Place({ place, mapped, take }: Omit<Props, 'tree'> & { place: VendorPath }) {
  const { path, name, type, value, sampled, description = t.mapper.notInSample } = place;
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: path });
  return (
    // Only for mouse and finger: for the keyboard every field has a choice of places.
    <div ref={setNodeRef} {...listeners} className={isDragging ? 'place place-held' : 'place'} data-place={path}>
      <GripVertical size={14} aria-hidden="true" />
      <div className="place-words">
        <div className="row row-tags">
          <span className="mono">{name}</span>
          <span className="badge">{t.mapper.vendorTypes[type] ?? type}</span>
        </div>
        <div className="small muted ellipsis">{sampled ? shortValue(value) : description}</div>
      </div>
      {mapped.has(path) ? (
        <span className="place-mapped">
          <Check size={15} aria-hidden="true" />
          <span className="visually-hidden">{t.mapper.isMapped}</span>
        </span>
      ) : (
        <Button look="quiet" icon size="small" aria-label={t.mapper.take(path)} onClick={() => take(path)}>
          <Plus size={15} aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
