import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { ConfigurationEntry, ElementDetails } from '../../api/catalog';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { type ConnectValues, scopesFor, shownEntries } from './form';

/** Tags, scopes and configuration: folded away, for nobody needs them in order to begin. */
export function AdvancedFields({ element, unfolded }: { element: ElementDetails; unfolded: boolean }) {
  const { register, formState } = useFormContext<ConnectValues>();
  const { errors } = formState;
  const [open, setOpen] = useState(unfolded);
  const wrong = Boolean(errors.tags ?? errors.scopes ?? errors.configuration);

  return (
    <details
      className="disclosure"
      open={open || wrong}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>
        <ChevronRight size={16} aria-hidden="true" />
        {t.connect.advanced} <span className="small muted">{t.connect.advancedText}</span>
      </summary>
      <div className="stack stack-wide advanced">
        <Field label={t.connect.tags} optional help={t.connect.tagsHelp} error={errors.tags?.message}>
          {(control) => <input {...control} {...register('tags')} className="input" autoComplete="off" />}
        </Field>
        {element.scopes.length > 0 && <ScopeFields element={element} />}
        <fieldset className="stack">
          <legend className="field-label">{t.connect.configuration}</legend>
          {shownEntries(element).map((entry, index) => (
            <EntryField key={entry.key} entry={entry} index={index} />
          ))}
        </fieldset>
      </div>
    </details>
  );
}

function ScopeFields({ element }: { element: ElementDetails }) {
  const { register, setValue, formState } = useFormContext<ConnectValues>();
  const chosen = useWatch<ConnectValues, 'scopes'>({ name: 'scopes' });
  const choose = (names: string[]) => setValue('scopes', names, { shouldValidate: true, shouldDirty: true });
  const error = formState.errors.scopes?.message;
  const all = element.scopes.map(({ name }) => name);
  const ordinary = scopesFor(element, 'everybody');
  return (
    <fieldset className="stack" aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className="field-label">{t.connect.scopes}</legend>
      <div className="row spread">
        <p className="field-help">
          {t.connect.scopesHelp} {t.connect.chosen(chosen.length, element.scopes.length)}
        </p>
        <span className="row">
          <Button size="small" onClick={() => choose(all)}>
            {t.connect.all}
          </Button>
          {ordinary.length < all.length && (
            <Button size="small" onClick={() => choose(ordinary)}>
              {t.connect.ordinary}
            </Button>
          )}
          <Button size="small" onClick={() => choose([])}>
            {t.connect.noneChosen}
          </Button>
        </span>
      </div>
      {error && (
        <p className="field-error" id="scopes-error" role="alert">
          {error}
        </p>
      )}
      <div className="scope-columns">
        {element.scopes.map(({ name, description }) => (
          <label className="check" key={name}>
            <input type="checkbox" value={name} {...register('scopes')} />
            <span className="check-name mono">{name}</span>
            <span className="check-help">{description}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function EntryField({ entry, index }: { entry: ConfigurationEntry; index: number }) {
  const { register, setValue, trigger, formState } = useFormContext<ConnectValues>();
  const name = `configuration.${index}.value` as const;
  const value = useWatch<ConnectValues, typeof name>({ name });
  const error = formState.errors.configuration?.[index]?.value?.message;

  if (entry.type === 'BOOLEAN') {
    return (
      <label className="check">
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={(event) => {
            setValue(name, String(event.target.checked), { shouldDirty: true });
            // What this one needs of the others, it may need no more.
            if (formState.isSubmitted) void trigger('configuration');
          }}
        />
        <span className="check-name">{entry.name}</span>
        <span className="check-help">
          {entry.description} <span className="mono">{entry.key}</span>
        </span>
      </label>
    );
  }
  const help = (
    <>
      {entry.description} <span className="mono">{entry.key}</span>
    </>
  );
  return (
    <Field label={entry.name} help={help} error={error} optional={!entry.required}>
      {(control) =>
        entry.options?.length ? (
          <select {...control} {...register(name)} className="input">
            {entry.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        ) : (
          <input
            {...control}
            {...register(name)}
            className="input"
            type={entry.type === 'PASSWORD' ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
          />
        )
      }
    </Field>
  );
}
