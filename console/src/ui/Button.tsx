import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

type Look = 'plain' | 'primary' | 'danger' | 'quiet';

export interface ButtonLook {
  look?: Look | undefined;
  size?: 'small' | 'normal' | 'large' | undefined;
  /** Square, for an icon alone; needs an aria-label. */
  icon?: boolean | undefined;
}

/** The class names of a button, also for links that look like one. */
export function buttonClass({ look = 'plain', size = 'normal', icon }: ButtonLook, more = ''): string {
  return [
    'button',
    look !== 'plain' && `button-${look}`,
    size !== 'normal' && `button-${size}`,
    icon && 'button-icon',
    more,
  ]
    .filter(Boolean)
    .join(' ');
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  /** Work is going on: the button shows it and cannot be pressed again. */
  busy?: boolean | undefined;
  /** Cannot be pressed now; the element that aria-describedby names says why. */
  unavailable?: boolean | undefined;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look,
  size,
  icon,
  busy,
  unavailable,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: Props) {
  const idle = busy || unavailable;
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ look, size, icon }, className)}
      aria-disabled={idle || undefined}
      // Stays focusable, so that a keyboard user keeps the place and hears the reason.
      onClick={(event) => (idle ? event.preventDefault() : onClick?.(event))}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
