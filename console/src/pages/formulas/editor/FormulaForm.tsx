import { Plus, Trash2 } from 'lucide-react';
import type { Variable } from '../../../api/formulas';
import { METHODS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import { Button } from '../../../ui/Button';
import { CommittedInput } from '../../../ui/CommittedInput';
import { Field } from '../../../ui/Field';
import { LabelledSwitch } from '../../../ui/LabelledSwitch';
import { addVariable, changeVariable, removeVariable, setMember } from './draft';
import type { Fault } from './faults';
import type { Editing } from './useEditing';

interface Props {
  editing: Editing;
  faults: readonly Fault[];
}

/** Name, variables and address of the formula itself. */
export function FormulaForm({ editing, faults }: Props) {
  const { draft, edit } = editing;
  const problem = (field: string) =>
    faults.find((fault) => fault.part === undefined && fault.variable === undefined && fault.field === field)?.message;
  const set = (member: string, value: unknown) => edit((now) => setMember(now, member, value), `formula ${member}`);

  return (
    <div className="stack">
      <div data-field="name">
        <Field label={f.name} error={problem('name')}>
          {(control) => (
            <input
              {...control}
              className="input"
              autoComplete="off"
              value={draft.name}
              // A formula always has a name, if only an empty one.
              onChange={(event) => edit((now) => ({ ...now, name: event.target.value }), 'formula name')}
            />
          )}
        </Field>
      </div>
      <div data-field="description">
        <Field label={f.description} optional error={problem('description')}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={2}
              value={draft.description ?? ''}
              onChange={(event) => set('description', event.target.value)}
            />
          )}
        </Field>
      </div>
      <LabelledSwitch
        label={f.active}
        help={f.activeHelp}
        on={draft.active !== false}
        change={(active) => edit((now) => setMember(now, 'active', active))}
      />
      <LabelledSwitch
        label={f.debugging}
        help={f.debuggingHelp}
        on={draft.debugLoggingEnabled !== false}
        change={(on) => edit((now) => setMember(now, 'debugLoggingEnabled', on))}
      />
      <Variables editing={editing} faults={faults} />
      <section className="stack">
        <div>
          <h3>{f.resource}</h3>
          <p className="card-text">{f.resourceHelp}</p>
        </div>
        <div className="address">
          <div data-field="method">
            <Field label={f.method} error={problem('method')}>
              {(control) => (
                <select
                  {...control}
                  className="input"
                  value={draft.method ?? ''}
                  onChange={(event) => set('method', event.target.value)}
                >
                  <option value="">{f.noMethod}</option>
                  {METHODS.map((method) => (
                    <option key={method} value={method}>
                      {method}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <div data-field="uri">
            <Field label={f.uri} error={problem('uri')} help={f.uriHelp}>
              {(control) => (
                <input
                  {...control}
                  className="input mono"
                  autoComplete="off"
                  value={draft.uri ?? ''}
                  onChange={(event) => set('uri', event.target.value)}
                />
              )}
            </Field>
          </div>
        </div>
      </section>
    </div>
  );
}

function Variables({ editing, faults }: Props) {
  const { draft, edit } = editing;
  const add = (type: string) => edit((now) => addVariable(now, type));
  return (
    <section className="stack">
      <div>
        <h3>{f.variablesTitle}</h3>
        <p className="card-text">{f.variablesHelp}</p>
      </div>
      {draft.configuration.map((variable, index) => (
        <VariableForm
          // The place, not the key: that changes while the form is there.
          key={`${index} ${editing.restarts}`}
          index={index}
          variable={variable}
          editing={editing}
          faults={faults.filter((fault) => fault.variable === index)}
        />
      ))}
      <div className="row">
        <Button onClick={() => add('elementInstance')}>
          <Plus size={15} aria-hidden="true" />
          {f.addAccount}
        </Button>
        <Button onClick={() => add('value')}>
          <Plus size={15} aria-hidden="true" />
          {f.addText}
        </Button>
      </div>
    </section>
  );
}

interface VariableProps extends Props {
  index: number;
  variable: Variable;
}

function VariableForm({ index, variable, editing, faults }: VariableProps) {
  const { draft, edit } = editing;
  const { key, name = '', type, required, description = '', elementKey = '' } = variable;
  const problem = (field: string) => faults.find((fault) => fault.field === field)?.message;
  const change = (changes: Partial<Variable>, series?: string) =>
    edit((now) => changeVariable(now, index, changes), series && `variable ${index} ${series}`);
  const text = (member: 'name' | 'description' | 'elementKey', label: string, value: string, help?: string) => (
    <div data-field={`${index} ${member}`}>
      <Field label={label} optional={member !== 'name'} help={help} error={problem(member)}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            value={value}
            onChange={(event) => change({ [member]: event.target.value }, member)}
          />
        )}
      </Field>
    </div>
  );
  return (
    <section className="variable stack" aria-label={f.variableOf(key)}>
      <div className="row spread">
        <span className="badge badge-neutral">{f.variableTypes[type] ?? type}</span>
        <Button
          look="quiet"
          size="small"
          icon
          aria-label={f.removeVariable(key)}
          onClick={() => edit((now) => removeVariable(now, index))}
        >
          <Trash2 size={15} aria-hidden="true" />
        </Button>
      </div>
      <div data-field={`${index} key`}>
        <CommittedInput
          label={f.variableKey}
          help={f.variableKeyHelp}
          value={key}
          error={problem('key') ?? problem('type')}
          fault={(wish) => {
            if (wish === '') return f.keyFaults.missing;
            return draft.configuration.some((each, at) => at !== index && each.key === wish)
              ? f.keyFaults.taken
              : undefined;
          }}
          commit={(wish) => change({ key: wish })}
        />
      </div>
      {text('name', f.variableName, name)}
      {text('description', f.variableHelp, description)}
      {type === 'elementInstance' && text('elementKey', f.variableElement, elementKey, f.variableElementHelp)}
      <LabelledSwitch
        label={f.variableRequired}
        help={f.variableRequiredHelp}
        on={required !== false}
        change={(on) => change({ required: on })}
      />
    </section>
  );
}
