interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Pairs of value and text. */
  options: readonly (readonly [string, string])[];
}

/** The browser's own list: best on a phone, and it works with every keyboard. */
export function Select({ label, value, onChange, options }: Props) {
  return (
    <select className="input" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  );
}
