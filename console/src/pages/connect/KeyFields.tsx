import { Link } from '@tanstack/react-router';
import { useFormContext } from 'react-hook-form';
import type { ElementDetails } from '../../api/catalog';
import { t } from '../../strings';
import { CopyField } from '../../ui/Copy';
import { Field } from '../../ui/Field';
import type { ConnectValues } from './form';

interface Props {
  element: ElementDetails;
  /** Whether the server still has the keys of an earlier attempt. */
  kept: boolean;
  /** Whether the provider has just refused them. */
  refused: boolean;
  /** Whether the person may have them stored for the whole organization. */
  storable: boolean;
}

/** Client id and secret of the OAuth application, and the address that it needs to know. */
export function KeyFields({ element, kept, refused, storable }: Props) {
  const { register, formState } = useFormContext<ConnectValues>();
  const help = kept && !refused ? t.connection.keptSecret : undefined;
  return (
    <section className="stack">
      <div>
        <h2>{t.application.title}</h2>
        <p className="small">
          <Link to="/catalog/$key" params={{ key: element.key }}>
            {t.connect.applicationHelp(element.name)}
          </Link>
        </p>
      </div>
      <div className="field">
        <h3 className="field-label">{t.element.redirectUri}</h3>
        <CopyField text={element.authentication.redirectUri} name={t.element.redirectUri} />
        <p className="field-help">{t.element.redirectHelp}</p>
      </div>
      <Field label={t.application.clientId} error={formState.errors.apiKey?.message} help={help}>
        {(control) => (
          <input {...control} {...register('apiKey')} className="input" autoComplete="off" spellCheck={false} />
        )}
      </Field>
      <Field
        label={t.application.clientSecret}
        error={formState.errors.apiSecret?.message}
        help={refused ? t.connection.refusedSecret : help}
      >
        {(control) => (
          <input
            {...control}
            {...register('apiSecret')}
            className="input"
            type="password"
            autoComplete="off"
            // What was wrong is the first thing to be mended.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={refused}
          />
        )}
      </Field>
      {storable && (
        <label className="check">
          <input type="checkbox" {...register('keep')} />
          <span className="check-name">{t.connect.keep}</span>
          <span className="check-help">{t.connect.keepHelp}</span>
        </label>
      )}
    </section>
  );
}
