import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { CodeBlock } from '../../ui/Copy';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import type { LevelFailure, Outcome } from './trial';
import type { Failures, PreviewQuery } from './usePreview';

interface Props {
  preview: PreviewQuery;
  failures: Failures;
  hasObject: boolean;
  hasSample: boolean;
  loading: boolean;
}

/** The sample as the application reads it, and as the provider would get it back. */
export function Preview({ preview, failures, hasObject, hasSample, loading }: Props) {
  return (
    <section className="card card-body stack" aria-busy={preview.isFetching}>
      <div>
        <div className="row spread">
          <h2>{t.mapper.preview}</h2>
          {hasSample && (preview.error ?? failures.read[0] ?? failures.sent[0]) && (
            <Button size="small" busy={preview.isFetching} onClick={() => void preview.refetch()}>
              {t.mapper.tryAgain}
            </Button>
          )}
        </div>
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
          <Side title={t.mapper.read} outcome={preview.data.read} failures={failures.read} />
          <Side title={t.mapper.sent} outcome={preview.data.sent} failures={failures.sent} />
        </div>
      )}
    </section>
  );
}

interface SideProps {
  title: string;
  outcome: Outcome | undefined;
  failures: readonly LevelFailure[];
}

function Side({ title, outcome, failures }: SideProps) {
  return (
    <div className="stack stack-tight">
      <h3>{title}</h3>
      {failures.map(({ level, line, message }) => (
        <Note key={level} kind="warning" title={t.mapper.script.failed(t.mapper.levelWords[level])}>
          <p>{line ? t.script.atLine(line, message) : message}</p>
          <p>{t.mapper.script.failedText}</p>
        </Note>
      ))}
      {outcome ? (
        <CodeBlock text={JSON.stringify(outcome.value, null, 2)} name={title} />
      ) : (
        <p className="muted">{t.mapper.notSent}</p>
      )}
    </div>
  );
}
