import '@xyflow/react/dist/base.css';
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { FormulaDocument } from '../api/formulas';
import { inOrder, linksOf, partsOf, TRIGGER, type Way } from './graph';
import { kindOf, STEPS, TRIGGERS, waysOf } from './kinds';
import { layoutOf } from './layout';
import { type PartNode, PartView } from './PartView';

/** What became of a part in a run. */
export interface PartState {
  state: string;
  /** Beside the state: how long it took, how often it ran. */
  detail: string;
}

export interface PictureProps {
  /** Read to those who do not see it. */
  label: string;
  formula: Pick<FormulaDocument, 'triggers' | 'steps'>;
  chosen?: string | undefined;
  choose?: (name: string) => void;
  /** How the parts did; without it the picture is of the formula itself. */
  states?: ReadonlyMap<string, PartState> | undefined;
  /** Draws a link by hand; without it nothing can be connected. */
  connect?: (from: string, way: Way, to: string) => void;
}

const NODE_TYPES = { part: PartView };
const HIGHEST = 640;
const LOWEST = 220;
const MARGIN = 56;
const FIT = { maxZoom: 1, minZoom: 0.35, padding: 0.08 };

export default function FlowPicture(props: PictureProps) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

function Picture({ label, formula, chosen, choose, states, connect }: PictureProps) {
  const { fitView } = useReactFlow();
  const parts = useMemo(() => partsOf(formula), [formula]);
  const names = useMemo(() => inOrder(parts), [parts]);
  const links = useMemo(() => linksOf(parts), [parts]);
  const { places, height } = useMemo(() => layoutOf(names, links), [names, links]);
  const nodes = names.map((name): PartNode => {
    const part = parts.get(name)!;
    const kind = kindOf(name === TRIGGER ? TRIGGERS : STEPS, part.type);
    return {
      id: name,
      type: 'part',
      position: places.get(name)!,
      data: {
        name,
        kind,
        trigger: name === TRIGGER,
        chosen: name === chosen,
        state: states && (states.get(name) ?? { state: 'skipped', detail: '' }),
        choose: choose && (() => choose(name)),
        connectable: connect !== undefined,
      },
    };
  });
  const edges = links.map(({ from, way, to }): Edge => {
    const words = waysOf(parts.get(from)?.type ?? '');
    return {
      id: `${from}\n${way}\n${to}`,
      source: from,
      sourceHandle: way,
      target: to,
      type: 'smoothstep',
      className: way === 'onSuccess' ? 'flow-success' : 'flow-failure',
      markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 },
      ...(from === TRIGGER ? {} : { label: words[way] }),
    };
  });

  const arrangement = names.join('\n');
  useEffect(() => {
    // After the new parts were measured.
    const frame = requestAnimationFrame(() => void fitView(FIT));
    return () => cancelAnimationFrame(frame);
  }, [arrangement, fitView]);

  const link = ({ source, sourceHandle, target }: Connection) => {
    if (target !== TRIGGER) connect?.(source, sourceHandle === 'onFailure' ? 'onFailure' : 'onSuccess', target);
  };

  return (
    <div
      className="flow"
      role="group"
      aria-label={label}
      style={{ height: Math.min(HIGHEST, Math.max(LOWEST, height + MARGIN)) }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={FIT}
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodesConnectable={connect !== undefined}
        onConnect={link}
        // The wheel belongs to the page.
        zoomOnScroll={false}
        preventScrolling={false}
        deleteKeyCode={null}
      >
        <Background gap={18} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
