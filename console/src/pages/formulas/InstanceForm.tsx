import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/client';
import {
  accountChoicesQuery,
  type Formula,
  type FormulaInstance,
  type InstanceWish,
  type Variable,
} from '../../api/formulas';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Note } from '../../ui/Note';

interface Props {
  formula: Formula;
  /** What there is already. */
  instance?: FormulaInstance;
  /** The connected account to fill in. */
  use?: string | undefined;
  action: string;
  /** Puts a dialog away that the form stands in. */
  cancel?: () => void;
  send: (wish: InstanceWish) => Promise<unknown>;
}

const EMAIL = 'notification.email';
const WEBHOOK = 'notification.webhook.url';

/** Name, accounts and values of an instance, and who hears of its failures. */
export function InstanceForm({ formula, instance, use, action, cancel, send }: Props) {
  const accounts = useQuery(accountChoicesQuery);
  const used = accounts.data?.find(({ id }) => String(id) === use);
  const [name, setName] = useState(instance?.name ?? formula.name);
  const [typed, setTyped] = useState<Record<string, string>>(instance?.configuration ?? {});
  const [settings, setSettings] = useState<Record<string, unknown>>(instance?.settings ?? {});
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const fits = ({ elementKey }: Variable) => used && (elementKey === undefined || elementKey === used.elementKey);
  // The first variable that the account fits, as long as nothing was chosen for it.
  const filledIn = used && formula.configuration.find((each) => each.type === 'elementInstance' && fits(each))?.key;
  const values = { ...(filledIn && used ? { [filledIn]: String(used.id) } : {}), ...typed };
  const fields = error instanceof ApiError ? error.fields : {};
  const places = ['name', EMAIL, WEBHOOK].map((each) => (each === 'name' ? each : `settings.${each}`));
  const shown = new Set([...places, ...formula.configuration.map(({ key }) => `configuration.${key}`)]);
  const elsewhere =
    error !== undefined && (Object.keys(fields).length === 0 || Object.keys(fields).some((at) => !shown.has(at)));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    const chosen = Object.entries(values).filter(([, value]) => value !== '');
    const set = Object.entries(settings).filter(([, value]) => value !== '');
    try {
      await send({ name, configuration: Object.fromEntries(chosen), settings: Object.fromEntries(set) });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  const setting = (key: string, label: string, help: string) => (
    <Field label={label} optional help={help} error={fields[`settings.${key}`]}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          value={String(settings[key] ?? '')}
          onChange={(event) => setSettings({ ...settings, [key]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <form className="stack stack-wide" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={f.instanceName} error={fields.name}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <section className="stack">
        <h2>{f.variables}</h2>
        {formula.configuration.length === 0 && <p className="muted">{f.noVariables}</p>}
        {formula.configuration.map((variable) => (
          <Field
            key={variable.key}
            label={variable.name ?? variable.key}
            optional={variable.required === false}
            help={variable.description}
            error={fields[`configuration.${variable.key}`]}
          >
            {(control) => (
              <ValueInput
                control={{ ...control, 'aria-required': variable.required !== false }}
                variable={variable}
                value={values[variable.key] ?? ''}
                change={(value) => setTyped({ ...typed, [variable.key]: value })}
              />
            )}
          </Field>
        ))}
      </section>
      <section className="stack">
        <h2>{f.settings}</h2>
        {setting(EMAIL, f.email, f.emailHelp)}
        {setting(WEBHOOK, f.webhook, f.webhookHelp)}
      </section>
      {elsewhere && <Note kind="danger">{messageOf(error)}</Note>}
      <div className={cancel && 'dialog-actions'}>
        {cancel && <Button onClick={cancel}>{t.common.cancel}</Button>}
        <Button type="submit" look="primary" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

interface InputProps {
  control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean | undefined;
    'aria-required': boolean;
  };
  variable: Variable;
  value: string;
  change: (value: string) => void;
}

function ValueInput({ control, variable, value, change }: InputProps) {
  const accounts = useQuery(accountChoicesQuery);
  if (variable.type !== 'elementInstance') {
    return (
      <input
        {...control}
        className="input"
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    );
  }
  const fitting = (accounts.data ?? []).filter(
    ({ id, elementKey }) => !variable.elementKey || elementKey === variable.elementKey || String(id) === value,
  );
  const known = fitting.some(({ id }) => String(id) === value);
  return (
    <>
      <select {...control} className="input" value={value} onChange={(event) => change(event.target.value)}>
        <option value="">{f.choose}</option>
        {value !== '' && !known && <option value={value}>{value}</option>}
        {fitting.map(({ id, name, elementName }) => (
          <option key={id} value={String(id)}>
            {name} ({elementName})
          </option>
        ))}
      </select>
      {accounts.isSuccess && fitting.length === 0 && (
        <p className="field-help">
          {f.noAccounts(variable.elementKey ?? '')} <Link to="/">{f.connectOne}</Link>
        </p>
      )}
    </>
  );
}
