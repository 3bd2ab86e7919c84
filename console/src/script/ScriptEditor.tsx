import { lazy, Suspense } from 'react';
import { t } from '../strings';
import { Loading } from '../ui/Loading';
import type { EditorProps } from './CodeEditor';

// The editor is large, and most pages need none.
const CodeEditor = lazy(() => import('./CodeEditor'));

/** An editor for a script of any kind, with the keys in words below it; what scripts of this kind find comes as a vocabulary. */
export function ScriptEditor({ help = t.script.keys, ...props }: Omit<EditorProps, 'help'> & { help?: string }) {
  return (
    <div className="stack stack-tight">
      <Suspense fallback={<Loading />}>
        <CodeEditor {...props} help={help} />
      </Suspense>
      <p className="field-help">{help}</p>
    </div>
  );
}
