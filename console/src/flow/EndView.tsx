import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { f } from '../formulaStrings';
import { AddMenu } from './AddMenu';
import { dropAt } from './dropping';
import type { Way } from './graph';

export type EndNode = Node<{
  from: string;
  way: Way;
  /** What the way is called. */
  word: string;
  /** Whether the word is written beside it, because the ways part there. */
  named: boolean;
  insert: (type: string) => void;
}>;

/** Where a way ends: a step can be added there. */
export function EndView({ data: { from, way, word, named, insert } }: NodeProps<EndNode>) {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <span className="flow-end" {...dropAt({ from, way })}>
        <AddMenu className="flow-add" label={f.addBehind(from, word)} choose={insert} />
        {named && <span className="flow-word">{word}</span>}
      </span>
    </>
  );
}
