import type { UseQueryResult } from '@tanstack/react-query';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { CodeBlock } from '../../ui/Copy';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';

interface Props {
  preview: UseQueryResult<{ read: unknown; sent: unknown }>;
  hasObject: boolean;
  hasSample: boolean;
  loading: boolean;
}

/** The sample as the application reads it, and as the provider would get it back. */
export function Preview({ preview, hasObject, hasSample, loading }: Props) {
  return (
    <section className="card card-body stack" aria-busy={preview.isFetching}>
      <div>
        <h2>{t.mapper.preview}</h2>
        <p className="card-text">{t.mapper.previewText}</p>
      </div>
      {!hasSample && !loading && <p className="muted">{hasObject ? t.mapper.noSample : t.mapper.noPreview}</p>}
      {hasSample && preview.error && (
        <Note kind="warning" title={t.mapper.previewFailed}>
          {messageOf(preview.error)}
        </Note>
      )}
      {hasSample && preview.isPending && <Loading />}
      {hasSample && preview.data && !preview.error && (
        <div className="message-pair">
          <Side title={t.mapper.read} value={preview.data.read} />
          <Side title={t.mapper.sent} value={preview.data.sent} />
        </div>
      )}
    </section>
  );
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <div className="stack stack-tight">
      <h3>{title}</h3>
      <CodeBlock text={JSON.stringify(value, null, 2)} name={title} />
    </div>
  );
}
