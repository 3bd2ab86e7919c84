import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { AddMenu } from './AddMenu';
import { dropAt } from './dropping';
import type { Way } from './graph';
import { linkPath } from './linkPath';

export type LinkEdge = Edge<{
  from: string;
  way: Way;
  /** What the way is called, where that has to be said. */
  word: string | undefined;
  /** Read to those who do not see the link. */
  label: string;
  insert: (type: string) => void;
}>;

/** A link with its word, and a button that puts a step between. */
export function LinkView(props: EdgeProps<LinkEdge>) {
  const { markerEnd, data } = props;
  const [path, x, y] = linkPath(props);
  return (
    <>
      <BaseEdge path={path} {...(markerEnd ? { markerEnd } : {})} />
      {data && (
        <EdgeLabelRenderer>
          <div
            className={`flow-link nodrag nopan ${data.way === 'onFailure' ? 'flow-link-failure' : ''}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            {...dropAt({ from: data.from, way: data.way })}
          >
            {data.word && <span>{data.word}</span>}
            <AddMenu className="flow-add flow-add-small" label={data.label} choose={data.insert} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
