import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { accountChoicesQuery, formulaChoicesQuery } from '../../../api/formulas';
import { METHODS, type Property } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import type { Name } from '../../../script/vocabulary';
import { ScriptEditor } from '../../../script/ScriptEditor';
import { Field } from '../../../ui/Field';
import { CronWords } from './CronWords';
import { addVariable, setProperty } from './draft';
import { enteredProperty, shownProperty } from './entered';
import { scriptVocabulary } from './names';
import type { Editing } from './useEditing';
import { ValuePicker } from './ValuePicker';

interface Props {
  part: string;
  property: Property;
  value: unknown;
  editing: Editing;
  names: readonly Name[];
  error: string | undefined;
  /** The next times of a schedule. */
  next: readonly string[];
}

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** One property of a trigger or step, as its kind is filled in. */
export function PropertyField({ part, property, value, editing, names, error, next }: Props) {
  const { name, kind, required } = property;
  const { draft, edit } = editing;
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  // How it was typed, as long as that is what is stored: laid out anew at each key, the caret would jump.
  const [typed, setTyped] = useState<{ text: string; value: unknown }>();
  const text = typed && typed.value === value ? typed.text : shownProperty(value);
  const set = (wish: string) => {
    const entered = takesObjects(property) ? enteredProperty(wish) : wish;
    setTyped({ text: wish, value: entered === '' ? undefined : entered });
    edit((now) => setProperty(now, part, name, entered), `${part} ${name}`);
  };
  const label = kind === 'script' ? f.properties.script! : (f.properties[name] ?? name);
  const field = {
    label,
    optional: !required,
    error,
    help: part && name === 'retryAttempts' && required ? f.attempts : f.propertyHelp[name],
  };
  const pick = (path: string) => {
    const reference = `\${${path}}`;
    const at = input.current;
    const [from, to] = at
      ? [at.selectionStart ?? text.length, at.selectionEnd ?? text.length]
      : [text.length, text.length];
    set(text.slice(0, from) + reference + text.slice(to));
    at?.focus();
  };

  if (kind === 'script') {
    return <Script part={part} text={text} names={names} error={error} change={set} />;
  }
  if (kind === 'instance') {
    return (
      <Field {...field}>
        {(control) => (
          <Account
            control={control}
            draft={draft}
            text={text}
            set={set}
            add={() =>
              edit((now) => {
                const made = addVariable(now, 'elementInstance');
                return setProperty(made, part, name, `\${config.${made.configuration.at(-1)!.key}}`);
              })
            }
          />
        )}
      </Field>
    );
  }
  if (kind === 'formula') {
    return <Field {...field}>{(control) => <FormulaChoice control={control} text={text} set={set} />}</Field>;
  }
  if (kind === 'method' || kind === 'switch') {
    const known: (readonly [string, string])[] =
      kind === 'method'
        ? METHODS.map((each) => [each, each] as const)
        : [
            ['true', f.onWord],
            ['false', f.offWord],
          ];
    const empty = kind === 'method' ? f.chooseMethod : f.standard(name === 'repeatAfterCrash' ? f.onWord : f.offWord);
    const at = kind === 'method' ? text.toUpperCase() : text;
    return (
      <Field {...field}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={known.some(([each]) => each === at) ? at : text}
            onChange={(event) => set(event.target.value)}
          >
            <option value="">{empty}</option>
            {known.map(([each, word]) => (
              <option key={each} value={each}>
                {word}
              </option>
            ))}
            {text !== '' && !known.some(([each]) => each === at) && <option value={text}>{f.byReference(text)}</option>}
          </select>
        )}
      </Field>
    );
  }
  const lines = kind === 'lines';
  const refers = lines || kind === 'text';
  return (
    <>
      <Field {...field}>
        {(control) => {
          const shared = {
            ...control,
            ref: input,
            autoComplete: 'off',
            spellCheck: false,
            value: text,
            onChange: (event: { target: { value: string } }) => set(event.target.value),
          };
          const box = lines ? (
            <textarea
              {...shared}
              className="input mono lines-input"
              rows={Math.min(12, Math.max(name === 'body' ? 3 : 1, text.split('\n').length))}
            />
          ) : (
            <input
              {...shared}
              className={refers || kind === 'cron' ? 'input mono' : 'input'}
              inputMode={kind === 'number' ? 'numeric' : 'text'}
            />
          );
          return refers ? (
            <div className="picked">
              {box}
              <ValuePicker field={label} names={names} pick={pick} />
            </div>
          ) : (
            box
          );
        }}
      </Field>
      {kind === 'cron' && <CronWords cron={text} wrong={error !== undefined} next={next} />}
    </>
  );
}

/** A loop's list may be written down too. */
const takesObjects = ({ name, kind }: Property) => kind === 'lines' || name === 'list';

interface ScriptProps {
  part: string;
  text: string;
  names: readonly Name[];
  error: string | undefined;
  change: (text: string) => void;
}

const NONE: never[] = [];

function Script({ part, text, names, error, change }: ScriptProps) {
  // The editor has a state of its own: it begins anew when the text became another elsewhere.
  const [own, setOwn] = useState({ text, beginnings: 0 });
  if (own.text !== text) setOwn({ text, beginnings: own.beginnings + 1 });
  const vocabulary = useMemo(() => scriptVocabulary([...names]), [names]);
  return (
    <div className="field">
      <span className="field-label">{f.properties.script}</span>
      <ScriptEditor
        key={own.beginnings}
        label={f.scriptLabel(part)}
        initial={text}
        change={(typed) => {
          setOwn((before) => ({ ...before, text: typed }));
          change(typed);
        }}
        vocabulary={vocabulary}
        problems={NONE}
      />
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}

interface AccountProps {
  control: Control;
  draft: Editing['draft'];
  text: string;
  set: (text: string) => void;
  add: () => void;
}

const NEW = 'new variable';

/** A variable of the formula, or an account that every instance uses. */
function Account({ control, draft, text, set, add }: AccountProps) {
  const accounts = useQuery(accountChoicesQuery).data ?? [];
  const variables = draft.configuration.filter(({ type }) => type === 'elementInstance');
  const known = [...variables.map(({ key }) => `\${config.${key}}`), ...accounts.map(({ id }) => String(id))];
  return (
    <select
      {...control}
      className="input"
      value={text}
      onChange={(event) => (event.target.value === NEW ? add() : set(event.target.value))}
    >
      <option value="">{f.choose}</option>
      {text !== '' && !known.includes(text) && <option value={text}>{f.byReference(text)}</option>}
      <optgroup label={f.variablesTitle}>
        {variables.map(({ key, name }) => (
          <option key={key} value={`\${config.${key}}`}>
            {name && name !== key ? `${name} (${key})` : key}
          </option>
        ))}
        <option value={NEW}>{f.newVariable}</option>
      </optgroup>
      {accounts.length > 0 && (
        <optgroup label={f.fixedAccount}>
          {accounts.map(({ id, name, elementName }) => (
            <option key={id} value={String(id)}>
              {name} ({elementName})
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

function FormulaChoice({ control, text, set }: Pick<AccountProps, 'control' | 'text' | 'set'>) {
  const formulas = useQuery(formulaChoicesQuery).data ?? [];
  const known = formulas.some(({ id }) => String(id) === text);
  return (
    <select {...control} className="input" value={text} onChange={(event) => set(event.target.value)}>
      <option value="">{f.chooseFormula}</option>
      {text !== '' && !known && <option value={text}>{f.byReference(text)}</option>}
      {formulas.map(({ id, name }) => (
        <option key={id} value={String(id)}>
          {name}
        </option>
      ))}
    </select>
  );
}
