import { type FormEvent, useState } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import type { Vendor } from './useVendor';

/** Asks for a certain object as the sample, where the provider lists only what one searches for, or has no other. */
export function SampleSearch({ vendor: { sample, where, find } }: { vendor: Vendor }) {
  const [text, setText] = useState(where);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === where) void sample.refetch();
    else find(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={t.mapper.sampleWhere} help={t.mapper.sampleWhereHelp}>
        {(control) => (
          <div className="inline-form">
            <input
              {...control}
              className="input mono"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button type="submit" busy={sample.isFetching}>
              {t.mapper.sampleRead}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
