import type { ReactNode } from 'react';
import { Field } from './Field';

interface Props {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  text: string;
  change: (text: string) => void;
}

/** A field for JSON as it is typed; whether it is JSON is found out by whoever sends it. */
export function JsonField({ label, help, error, text, change }: Props) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <textarea
          {...control}
          className="input json-input"
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}
