import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { STEPS } from './kinds';

interface Props {
  /** Read to those who do not see where the button stands. */
  label: string;
  /** Shown beside the sign. */
  text?: string;
  className: string;
  choose: (type: string) => void;
}

/** A button that offers all types of steps. */
export function AddMenu({ label, text, className, choose }: Props) {
  const chosen = useRef(false);
  return (
    // Not modal: that would lock scrolling by a style element, which the content security policy forbids.
    <DropdownMenu.Root modal={false} onOpenChange={(open) => open && (chosen.current = false)}>
      <DropdownMenu.Trigger className={className} aria-label={label} title={label}>
        <Plus size={15} aria-hidden="true" />
        {text}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu add-menu"
          align="center"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          // The form of the new step has the focus then.
          onCloseAutoFocus={(event) => chosen.current && event.preventDefault()}
        >
          {Object.entries(STEPS).map(([type, { icon: Icon, name, text: words }]) => (
            <DropdownMenu.Item
              key={type}
              className="menu-item"
              onSelect={() => {
                chosen.current = true;
                choose(type);
              }}
            >
              <Icon size={16} aria-hidden="true" />
              <span>
                {name}
                <span className="block small muted">{words}</span>
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
