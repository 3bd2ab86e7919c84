import { type ReactNode, useState } from 'react';
import { Field } from './Field';

interface Props {
  label: string;
  help?: ReactNode;
  value: string;
  /** What is wrong with what is there already. */
  error?: string | undefined;
  fault: (text: string) => string | undefined;
  commit: (text: string) => void;
}

/** A name that others refer to: it counts when one is through with it, not letter by letter. */
export function CommittedInput({ label, help, value, error, fault, commit }: Props) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? value;
  const wrong = typed === undefined || typed === value ? undefined : fault(typed.trim());
  const apply = () => {
    if (typed === undefined || wrong) return;
    setTyped(undefined);
    if (typed.trim() !== value) commit(typed.trim());
  };
  return (
    <Field label={label} help={help} error={wrong ?? error}>
      {(control) => (
        <input
          {...control}
          className="input mono"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply();
            if (event.key === 'Escape') setTyped(undefined);
          }}
        />
      )}
    </Field>
  );
}
