import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Kind = 'info' | 'success' | 'warning' | 'danger';

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

interface Props {
  kind?: Kind;
  title?: string;
  children?: ReactNode;
}

/** A remark that stands out; a danger is read aloud at once. */
export function Note({ kind = 'info', title, children }: Props) {
  const Icon = ICONS[kind];
  return (
    <div className={`note note-${kind}`} role={kind === 'danger' ? 'alert' : undefined}>
      <Icon size={17} aria-hidden="true" />
      <div className="note-body">
        {title && <p className="note-title">{title}</p>}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
