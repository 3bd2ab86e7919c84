import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Activity,
  BookOpen,
  Boxes,
  CalendarClock,
  KeyRound,
  LayoutGrid,
  LogOut,
  Plug,
  Radio,
  Shuffle,
  SunMoon,
  Workflow,
} from 'lucide-react';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { catalogQuery } from '../api/catalog';
import { t } from '../strings';
import { Logo } from '../ui/Badges';
import { useReturnFocus } from '../ui/useReturnFocus';
import { PaletteEntry } from './PaletteEntry';
import { isDark, setTheme } from './theme';
import { useFoundInstances } from './useFoundInstances';
import { useLogOut } from './useLogOut';

/** Ctrl-K: jumps to any page, element, instance or document. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const navigate = useNavigate();
  const leave = useLogOut();
  const focus = useReturnFocus();
  const catalog = useQuery(catalogQuery);
  const instances = useFoundInstances(search.trim());

  const go = (to: string) => () => {
    onClose();
    // The documents live under a policy of their own, so the page is loaded anew.
    if (to.startsWith('/docs/')) location.assign(to);
    else void navigate({ to });
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="backdrop" data-modal="" />
        <Dialog.Content className="dialog palette" {...focus} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t.palette.title}</Dialog.Title>
          <Command label={t.palette.title} loop>
            <Command.Input value={search} onValueChange={setSearch} placeholder={t.palette.placeholder} />
            <Command.List label={t.palette.title}>
              <Command.Empty>{t.palette.nothing}</Command.Empty>
              <Command.Group heading={t.palette.pages}>
                <PaletteEntry icon={<LayoutGrid size={16} />} name={t.nav.catalog} onSelect={go('/')} />
                <PaletteEntry icon={<Boxes size={16} />} name={t.nav.instances} onSelect={go('/instances')} />
                <PaletteEntry icon={<Workflow size={16} />} name={t.nav.formulas} onSelect={go('/formulas')} />
                <PaletteEntry icon={<CalendarClock size={16} />} name={t.nav.jobs} onSelect={go('/jobs')} />
                <PaletteEntry icon={<Activity size={16} />} name={t.nav.activity} onSelect={go('/activity')} />
                <PaletteEntry icon={<BookOpen size={16} />} name={t.nav.docs} onSelect={go('/docs')} />
                <PaletteEntry icon={<KeyRound size={16} />} name={t.nav.secrets} onSelect={go('/secrets')} />
              </Command.Group>
              <Command.Group heading={t.palette.instances}>
                {instances.map(({ id, name, elementKey, tags }) => (
                  <PaletteEntry
                    key={id}
                    value={`${name} ${tags.join(' ')} ${id}`}
                    icon={<Logo src={`/console/elements/${elementKey}/icon.svg`} size="small" />}
                    name={name}
                    onSelect={go(`/instances/${id}`)}
                  />
                ))}
                {instances.map(({ id, name }) => (
                  <PaletteEntry
                    key={id}
                    value={`${t.palette.eventsOf(name)} ${id}`}
                    icon={<Radio size={16} />}
                    name={t.palette.eventsOf(name)}
                    onSelect={go(`/instances/${id}/events`)}
                  />
                ))}
                {instances.map(({ id, name }) => (
                  <PaletteEntry
                    key={id}
                    value={`${t.palette.objectsOf(name)} ${id}`}
                    icon={<Shuffle size={16} />}
                    name={t.palette.objectsOf(name)}
                    onSelect={go(`/instances/${id}/objects`)}
                  />
                ))}
              </Command.Group>
              <Command.Group heading={t.palette.elements}>
                {catalog.data?.map(({ key, name, logo }) => (
                  <PaletteEntry
                    key={key}
                    value={`${name} ${key}`}
                    icon={<Logo src={logo} size="small" />}
                    name={name}
                    onSelect={go(`/catalog/${key}`)}
                  />
                ))}
                {catalog.data?.map(({ key, name }) => (
                  <PaletteEntry
                    key={key}
                    icon={<Plug size={16} />}
                    name={t.palette.connect(name)}
                    onSelect={go(`/catalog/${key}/connect`)}
                  />
                ))}
              </Command.Group>
              <Command.Group heading={t.palette.docs}>
                <PaletteEntry
                  icon={<BookOpen size={16} />}
                  name={t.palette.docsOf(t.docs.platform)}
                  onSelect={go('/docs/platform')}
                />
                {catalog.data?.map(({ key, name }) => (
                  <PaletteEntry
                    key={key}
                    icon={<BookOpen size={16} />}
                    name={t.palette.docsOf(name)}
                    onSelect={go(`/docs/elements/${key}`)}
                  />
                ))}
                {instances.map(({ id, name }) => (
                  <PaletteEntry
                    key={id}
                    value={`${t.palette.docsOf(name)} ${id}`}
                    icon={<BookOpen size={16} />}
                    name={t.palette.docsOf(name)}
                    onSelect={go(`/docs/instances/${id}`)}
                  />
                ))}
              </Command.Group>
              <Command.Group heading={t.palette.actions}>
                <PaletteEntry
                  icon={<SunMoon size={16} />}
                  name={t.palette.theme}
                  onSelect={() => {
                    setTheme(isDark() ? 'light' : 'dark');
                    onClose();
                  }}
                />
                <PaletteEntry icon={<LogOut size={16} />} name={t.nav.logOut} onSelect={() => void leave()} />
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
