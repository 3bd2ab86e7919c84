import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ElementDetails } from '../../api/catalog';
import { connectionQuery } from '../../api/connections';
import { t } from '../../strings';
import { buttonClass } from '../../ui/Button';
import { Note } from '../../ui/Note';
import { latestAttempt } from './draft';

/** Offers to go on with an attempt whose tab was closed, or from which the provider did not send back. */
export function Unfinished({ element }: { element: ElementDetails }) {
  const [id] = useState(() => latestAttempt(element));
  const { data } = useQuery({ ...connectionQuery(id ?? ''), enabled: id !== undefined });
  if (data?.status !== 'waiting' || !data.authorizationUrl) return null;
  return (
    <Note title={t.connect.unfinished(data.name)}>
      <p>{t.connect.unfinishedText}</p>
      <div>
        <a href={data.authorizationUrl} className={buttonClass({ size: 'small' })}>
          {t.connect.resume}
        </a>
      </div>
    </Note>
  );
}
