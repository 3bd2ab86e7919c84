import type { MappingField } from '../../api/mapping';
import { t } from '../../strings';
import { Field } from '../../ui/Field';
import { defaultText, defaultValue } from './defaultValue';
import { entry, passes, withEntry, withoutEntry, withPasses } from './entries';
import { LabelledSwitch } from '../../ui/LabelledSwitch';

interface Props {
  path: string;
  type: string;
  mapping: MappingField;
  change: (mapping: MappingField) => void;
}

/** Directions, types, dates and default of a mapping; entries of other kinds stay. */
export function MappingOptions({ path, type, mapping, change }: Props) {
  const dates = type.includes('date');
  const format = entry(mapping, 'format');
  const removed = entry(mapping, 'remove') !== undefined;
  const { fromVendor, toVendor } = passes(mapping);
  const otherwise = defaultText(entry(mapping, 'defaultValue')?.value);
  const setDefault = (text: string) =>
    change(
      text === ''
        ? withoutEntry(mapping, 'defaultValue')
        : withEntry(mapping, 'defaultValue', { value: defaultValue(text, type) }),
    );
  const setMask = (side: 'pattern' | 'vendorPattern', mask: string) => {
    const changed = withEntry(mapping, 'format', { [side]: mask === '' ? undefined : mask });
    const empty = Object.keys(entry(changed, 'format') ?? {}).length === 0;
    change(empty ? withoutEntry(changed, 'format') : changed);
  };
  return (
    <>
      {!dates && (
        <Choice
          label={t.mapper.vendorType}
          value={mapping.vendorType ?? ''}
          options={vendorTypes(mapping.vendorType)}
          onChange={(next) => change(withVendorType(mapping, next))}
        />
      )}
      <Words label={t.mapper.defaultValue} help={t.mapper.defaultHelp} value={otherwise} onChange={setDefault} />
      {dates && (
        <>
          <Words
            label={t.mapper.pattern}
            help={t.mapper.maskHelp}
            value={String(format?.pattern ?? '')}
            onChange={(mask) => setMask('pattern', mask)}
          />
          <Words
            label={t.mapper.vendorPattern}
            help={t.mapper.maskHelp}
            value={String(format?.vendorPattern ?? '')}
            onChange={(mask) => setMask('vendorPattern', mask)}
          />
        </>
      )}
      <div className="field-options-wide stack" role="group" aria-label={t.mapper.directionsOf(path)}>
        {!removed && (
          <>
            <LabelledSwitch
              label={t.mapper.readField}
              help={t.mapper.readFieldHelp}
              on={fromVendor}
              change={(on) => change(withPasses(mapping, { fromVendor: on, toVendor }))}
            />
            <LabelledSwitch
              label={t.mapper.sendField}
              help={t.mapper.sendFieldHelp}
              on={toVendor}
              change={(on) => change(withPasses(mapping, { fromVendor, toVendor: on }))}
            />
          </>
        )}
        <LabelledSwitch
          label={t.mapper.leaveOut}
          help={t.mapper.leaveOutHelp}
          on={removed}
          change={(on) => change((on ? withEntry : withoutEntry)(mapping, 'remove'))}
        />
      </div>
    </>
  );
}

function vendorTypes(current = ''): [string, string][] {
  const types = ['string', 'number', 'boolean'];
  const all = current === '' || types.includes(current) ? types : [...types, current];
  return [['', t.mapper.asIs], ...all.map((type): [string, string] => [type, t.mapper.types[type] ?? type])];
}

function withVendorType(mapping: MappingField, vendorType: string): MappingField {
  const rest = { ...mapping };
  delete rest.vendorType;
  return vendorType === '' ? rest : { ...rest, vendorType };
}

interface WordsProps {
  label: string;
  help?: string;
  value: string;
  onChange: (value: string) => void;
}

function Words({ label, help, value, onChange }: WordsProps) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function Choice({ label, value, options, onChange }: Omit<WordsProps, 'help'> & { options: [string, string][] }) {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
