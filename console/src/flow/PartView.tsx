import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Ban, CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import { f } from '../formulaStrings';
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
  const { name, kind, trigger, chosen, state, choose, connectable } = data;
  const Icon = kind.icon;
  const StateIcon = state && (STATES[state.state] ?? CircleDashed);
  const ways = waysOf('');
  const looks = ['flow-part', trigger && 'flow-trigger', chosen && 'flow-chosen', state && `flow-${state.state}`];
  return (
    <>
      {!trigger && <Handle type="target" position={Position.Top} isConnectable={connectable} />}
      <button
        type="button"
        className={looks.filter(Boolean).join(' ')}
        aria-pressed={choose ? chosen : undefined}
        onClick={choose}
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
