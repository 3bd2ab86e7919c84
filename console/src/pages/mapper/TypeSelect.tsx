import { t } from '../../strings';
import { Select } from '../../ui/Select';

interface Props {
  label: string;
  value: string;
  onChange: (type: string) => void;
}

/** The types that a field may have; what the object has already is offered too, for it may name another definition. */
export function TypeSelect({ label, value, onChange }: Props) {
  const known = Object.keys(t.mapper.types);
  const types = known.includes(value) ? known : [...known, value];
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={types.map((type) => [type, t.mapper.types[type] ?? type] as const)}
    />
  );
}
