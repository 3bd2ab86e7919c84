import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { f } from '../formulaStrings';
import { dropAt } from './dropping';
import type { PartState } from './FlowPicture';
import type { Kind } from './kinds';
import { waysOf } from './kinds';

export type PartNode = Node<{
  name: string;
  kind: Kind;
  trigger: boolean;
  chosen: boolean;
  state: PartState | undefined;
  choose: (() => void) | undefined;
  connectable: boolean;
  /** What is wrong with it, if anything. */
  fault?: 'problem' | 'warning' | undefined;
  /** What the Delete key does. */
  remove?: (() => void) | undefined;
  /** The part that keys go to once it is removed. */
  before?: string | undefined;
}>;

const STATES: Record<string, LucideIcon> = {
  success: CircleCheck,
  no: CircleCheck,
  over: CircleCheck,
  failed: CircleX,
  unsent: Ban,
  pending: LoaderCircle,
  skipped: CircleDashed,
};

/** A trigger or a step in the picture; a button, so that keys reach it. */
export function PartView({ data }: NodeProps<PartNode>) {
  const { name, kind, trigger, chosen, state, choose, connectable, fault, remove, before } = data;
  const Icon = kind.icon;
  const StateIcon = state && (STATES[state.state] ?? CircleDashed);
  const ways = waysOf(kind.type ?? '');
  const looks = [
    'flow-part',
    trigger && 'flow-trigger',
    chosen && 'flow-chosen',
    state && `flow-${state.state}`,
    fault && `flow-${fault}`,
  ];
  return (
    <>
      {!trigger && <Handle type="target" position={Position.Top} isConnectable={connectable} />}
      <button
        type="button"
        className={looks.filter(Boolean).join(' ')}
        aria-pressed={choose ? chosen : undefined}
        onClick={choose}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' || !remove) return;
          event.preventDefault();
          const pictured = event.currentTarget.closest('.react-flow__nodes');
          if (before !== undefined) {
            pictured?.querySelector<HTMLElement>(`[data-id="${CSS.escape(before)}"] .flow-part`)?.focus();
          }
          remove();
        }}
        {...(connectable ? dropAt({ from: name, way: 'onSuccess' }) : {})}
      >
        <span className="flow-icon">
          <Icon size={17} aria-hidden="true" />
        </span>
        <span className="flow-words">
          <span className="flow-name ellipsis" title={name}>
            {trigger ? kind.name : name}
          </span>
          <span className="flow-type ellipsis">{trigger ? f.trigger : kind.name}</span>
        </span>
        {fault && (
          <span className="flow-fault">
            {fault === 'problem' ? (
              <CircleAlert size={16} aria-hidden="true" />
            ) : (
              <TriangleAlert size={16} aria-hidden="true" />
            )}
            <span className="visually-hidden">{fault === 'problem' ? f.hasProblem : f.hasWarning}</span>
          </span>
        )}
        {state && StateIcon && (
          <span className="flow-state">
            <StateIcon size={15} aria-hidden="true" />
            <span>
              {f.stepStates[state.state] ?? state.state}
              {state.detail && <span className="block">{state.detail}</span>}
            </span>
          </span>
        )}
      </button>
      <Handle
        type="source"
        id="onSuccess"
        position={Position.Bottom}
        isConnectable={connectable}
        title={connectable ? ways.onSuccess : undefined}
      />
      {!trigger && (
        <Handle
          type="source"
          id="onFailure"
          className="flow-handle-failure"
          position={Position.Bottom}
          isConnectable={connectable}
          title={connectable ? ways.onFailure : undefined}
        />
      )}
    </>
  );
}
