import { lazy, Suspense } from 'react';
import { Loading } from '../ui/Loading';
import type { PictureProps } from './FlowPicture';

// Drawing is large, and most pages draw nothing.
const FlowPicture = lazy(() => import('./FlowPicture'));

/** A formula as a picture. */
export function FlowGraph(props: PictureProps) {
  return (
    <Suspense fallback={<Loading />}>
      <FlowPicture {...props} />
    </Suspense>
  );
}
