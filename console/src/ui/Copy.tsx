import { Check, Copy as CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../strings';
import { Button, type ButtonLook } from './Button';
import { copyText } from './copyText';

const SHOWN_MS = 1800;

interface ButtonProps extends ButtonLook {
  text: string;
  /** What is copied, for those who do not see it: "Redirect URI". */
  name: string;
  label?: string;
}

export function CopyButton({ text, name, label, ...look }: ButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <Button
      {...look}
      aria-label={label ? undefined : t.copy.button(name)}
      onClick={() => void copyText(text).then(() => setCopied(true))}
    >
      {copied ? <Check size={15} aria-hidden="true" /> : <CopyIcon size={15} aria-hidden="true" />}
      {label && (copied ? t.copy.done : label)}
      <span className="visually-hidden" role="status">
        {copied && t.copy.announced(name)}
      </span>
    </Button>
  );
}

/** A value that is meant to be pasted elsewhere. */
export function CopyField({ text, name }: { text: string; name: string }) {
  return (
    <div className="copy">
      <code>{text}</code>
      <CopyButton text={text} name={name} icon />
    </div>
  );
}

/** Lines of code or of a message. */
export function CodeBlock({ text, name }: { text: string; name: string }) {
  return (
    <div className="code">
      {/* Scrollable, so it must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={name}>
        <code>{text}</code>
      </pre>
      <div className="code-copy">
        <CopyButton text={text} name={name} icon size="small" />
      </div>
    </div>
  );
}
