import { Dialog } from 'radix-ui';
import { t } from '../strings';
import { useReturnFocus } from '../ui/useReturnFocus';
import { Sidebar } from './Sidebar';

/** The navigation of small screens, over the page. */
export function Drawer({ openPalette, onClose }: { openPalette: () => void; onClose: () => void }) {
  const focus = useReturnFocus();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="backdrop" data-modal="" />
        <Dialog.Content className="drawer" {...focus} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t.nav.menu}</Dialog.Title>
          <Sidebar openPalette={openPalette} onNavigate={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
