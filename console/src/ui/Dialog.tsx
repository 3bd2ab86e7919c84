import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useReturnFocus } from './useReturnFocus';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/**
 * A modal dialog. Radix' own overlay is left out: it locks scrolling by a style element, which the pages' content security
 * policy forbids; the style sheet does it instead.
 */
export function Dialog({ open, onOpenChange, title, description, children }: Props) {
  const focus = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <div className="backdrop" data-modal="" />
        <Primitive.Content className="dialog" {...focus} {...(description ? {} : { 'aria-describedby': undefined })}>
          <Primitive.Title asChild>
            <h2>{title}</h2>
          </Primitive.Title>
          {description && (
            <Primitive.Description asChild>
              <div className="muted">{description}</div>
            </Primitive.Description>
          )}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
