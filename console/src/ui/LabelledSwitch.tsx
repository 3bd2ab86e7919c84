import { Switch } from 'radix-ui';
import { useId } from 'react';

interface Props {
  label: string;
  help: string;
  on: boolean;
  change: (on: boolean) => void;
}

export function LabelledSwitch({ label, help, on, change }: Props) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <p className="check-name" id={id}>
          {label}
        </p>
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      </div>
      <Switch.Root
        className="switch"
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
        checked={on}
        onCheckedChange={change}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
