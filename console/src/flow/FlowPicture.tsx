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
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { FormulaDocument } from '../api/formulas';
import { f } from '../formulaStrings';
import { type At, dropped, isStep } from './dropping';
import { endsOf, PARTING } from './ends';
import { type EndNode, EndView } from './EndView';
import { inOrder, type Link, linksOf, partsOf, TRIGGER, type Way } from './graph';
import { kindOf, STEPS, TRIGGERS, waysOf } from './kinds';
import { layoutOf } from './layout';
import { LinkView } from './LinkView';
import { type PartNode, PartView } from './PartView';
import { WayView } from './WayView';

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
  /** Puts a new step behind a part, or where it fits; without it nothing can be added. */
  insert?: (type: string, at?: At) => void;
  /** Takes a step away. */
  remove?: (name: string) => void;
  /** Which parts something is wrong with. */
  faults?: ReadonlyMap<string, 'problem' | 'warning'> | undefined;
  /** Takes all the height that its surroundings give it. */
  tall?: boolean;
}

const NODE_TYPES = { part: PartView, end: EndView };
const EDGE_TYPES = { link: LinkView, way: WayView };

const HIGHEST = 640;
const LOWEST = 220;
const MARGIN = 56;
const FIT = { maxZoom: 1, minZoom: 0.35, padding: 0.08 };
/** Links that lead back lie outside of the parts, and would be cut off. */
const FIT_BACK = { ...FIT, padding: { x: '36px', y: '32px' } } as const;

export default function FlowPicture(props: PictureProps) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

function Picture({ label, formula, chosen, choose, states, connect, insert, remove, faults, tall }: PictureProps) {
  const { fitView } = useReactFlow();
  const size = useStore(({ width, height }) => `${width} ${height}`);
  const parts = useMemo(() => partsOf(formula), [formula]);
  const names = useMemo(() => inOrder(parts), [parts]);
  const links = useMemo(() => linksOf(parts), [parts]);
  const adds = insert !== undefined;
  const ends = useMemo(() => (adds ? endsOf(parts) : []), [adds, parts]);
  const { places, height } = useMemo(() => {
    const ids = ends.map(({ to }) => to);
    return layoutOf([...names, ...ids], [...links, ...ends], new Set(ids));
  }, [names, links, ends]);
  const wordOf = (link: Link) => waysOf(parts.get(link.from)?.type ?? '', link.from === TRIGGER)[link.way];
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
        fault: faults?.get(name),
        before: links.find(({ from, to }) => to === name && from !== name)?.from ?? names.find((each) => each !== name),
        remove: remove && name !== TRIGGER ? () => remove(name) : undefined,
      },
    };
  });
  const endNodes = ends.map((end): EndNode => ({
    id: end.to,
    type: 'end',
    position: places.get(end.to)!,
    data: {
      from: end.from,
      way: end.way,
      word: wordOf(end),
      named: PARTING.includes(parts.get(end.from)!.type),
      insert: (type) => insert?.(type, end),
    },
  }));
  const edges = [...links, ...ends].map((link): Edge => {
    const { from, way, to } = link;
    const word = wordOf(link);
    // The end of a way has its word itself.
    const plain = from === TRIGGER || ends.includes(link);
    const edge: Edge = {
      id: `${from}\n${way}\n${to}`,
      source: from,
      sourceHandle: way,
      target: to,
      type: 'way',
      className: way === 'onSuccess' ? 'flow-success' : 'flow-failure',
      ...(ends.includes(link) ? {} : { markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 } }),
      ...(plain ? {} : { label: word }),
    };
    if (!insert || ends.includes(link)) return edge;
    return {
      ...edge,
      type: 'link',
      data: {
        from,
        way,
        word: plain ? undefined : word,
        label: f.addBetween(from, to, word),
        insert: (type: string) => insert(type, { from, way }),
      },
    };
  });

  const leadsBack = links.some(({ from, to }) => places.get(to)!.y <= places.get(from)!.y);
  const fit = leadsBack ? FIT_BACK : FIT;
  const arrangement = [...names, ...ends.map(({ to }) => to)].join('\n');
  useEffect(() => {
    // After the new parts were measured.
    const frame = requestAnimationFrame(() => void fitView(fit));
    return () => cancelAnimationFrame(frame);
  }, [arrangement, size, fit, fitView]);

  const link = ({ source, sourceHandle, target }: Connection) => {
    if (target !== TRIGGER) connect?.(source, sourceHandle === 'onFailure' ? 'onFailure' : 'onSuccess', target);
  };

  return (
    <div
      className={tall ? 'flow flow-tall' : 'flow'}
      role="group"
      aria-label={label}
      style={tall ? {} : { height: Math.min(HIGHEST, Math.max(LOWEST, height + MARGIN)) }}
      onDragOver={(event) => {
        if (insert && isStep(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!insert || !isStep(event)) return;
        event.preventDefault();
        const { type, at } = dropped(event);
        insert(type, at);
      }}
    >
      <ReactFlow
        nodes={[...nodes, ...endNodes]}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        fitView
        fitViewOptions={fit}
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
