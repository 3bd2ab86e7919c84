import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { ApiError } from '../api/client';
import { t } from '../strings';
import { buttonClass } from './Button';
import { Empty } from './Empty';
import { Failure } from './Failure';
import { Loading } from './Loading';
import { Page } from './Page';

interface Props {
  query: { error: unknown; isError: boolean; refetch: () => unknown };
  /** The page that lists such things. */
  parent: { to: string; name: string };
}

/** A page whose content is on its way, could not be loaded, or is not there any more. */
export function Unloaded({ query, parent }: Props) {
  if (query.error instanceof ApiError && [400, 404].includes(query.error.status)) {
    return (
      <Page title={t.missing.title} parent={parent}>
        <Empty icon={SearchX} title={query.error.message} text={t.missing.text}>
          <Link to={parent.to} className={buttonClass({ look: 'primary' })}>
            {t.missing.open(parent.name)}
          </Link>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={parent.name}>
      {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading />}
    </Page>
  );
}
