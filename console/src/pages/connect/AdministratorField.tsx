import { useFormContext, useWatch } from 'react-hook-form';
import type { ElementDetails } from '../../api/catalog';
import { t } from '../../strings';
import { type ConnectValues, scopesFor } from './form';

/** The one choice about scopes that matters to most: everything, or what everybody may allow. */
export function AdministratorField({ element }: { element: ElementDetails }) {
  const { setValue } = useFormContext<ConnectValues>();
  const chosen = useWatch<ConnectValues, 'scopes'>({ name: 'scopes' });
  const administrators = scopesFor(element, 'administrators');
  if (administrators.length === 0) return null;

  const choose = (asAdministrator: boolean) => {
    const others = chosen.filter((name) => !administrators.includes(name));
    setValue('scopes', asAdministrator ? [...others, ...administrators] : others, {
      shouldValidate: true,
      shouldDirty: true,
    });
  };
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={administrators.every((name) => chosen.includes(name))}
        onChange={(event) => choose(event.target.checked)}
      />
      <span className="check-name">{t.connect.administrator(element.name)}</span>
      <span className="check-help">{t.connect.administratorHelp(element.name)}</span>
    </label>
  );
}
