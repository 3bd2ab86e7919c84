import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { t } from '../strings';

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface Props {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Draws the control with the names that tie it to label, help and error. */
  children: (control: Control) => ReactNode;
}

export function Field({ label, help, error, optional, children }: Props) {
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label} {optional && <span className="field-optional">{t.common.optional}</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <CircleAlert size={14} aria-hidden="true" />
          {error}
        </p>
      )}
      {help && (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
    </div>
  );
}
