import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type CallDetails, callQuery, type VendorRequest } from '../api/activity';
import { t } from '../strings';
import { StatusBadge } from '../ui/Badges';
import { buttonClass } from '../ui/Button';
import { CopyButton } from '../ui/Copy';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { fullTime } from '../ui/Time';
import { Unloaded } from '../ui/Unloaded';
import { MessagePair } from './activity/MessagePair';
import { Waterfall } from './activity/Waterfall';

export function CallPage() {
  const { id } = useParams({ from: '/member/shell/activity/$id' });
  const call = useQuery(callQuery(id));
  const parent = { to: '/activity', name: t.activity.title };
  if (call.isPending || call.isError) return <Unloaded query={call} parent={parent} />;
  const { data } = call;
  return (
    <Page title={t.call.title(data.method, data.path)} parent={parent} beside={<StatusBadge status={data.status} />}>
      <div className="stack">
        {data.message && (
          <Note kind="warning" title={t.call.failed}>
            <p>{data.message}</p>
            {data.providerMessage && <p className="words">{data.providerMessage}</p>}
          </Note>
        )}
        <section className="card card-body">
          <Facts call={data} />
        </section>
        <section className="card">
          <div className="card-head">
            <div>
              <h2>{t.call.steps}</h2>
              <p className="card-text">{t.call.stepsText}</p>
            </div>
          </div>
          <div className="waterfall-box">
            <Waterfall call={data} />
          </div>
        </section>
        {!data.traced && <NotTraced call={data} />}
        {data.traced && (
          <section className="card">
            <div className="card-head">
              <h2>{t.call.incoming}</h2>
            </div>
            <div className="card-body">
              <MessagePair request={data.request ?? {}} response={data.response ?? {}} />
            </div>
          </section>
        )}
        <section className="card">
          <div className="card-head">
            <h2>{t.call.toVendor}</h2>
          </div>
          {data.vendorRequests.length === 0 && <p className="card-body muted">{t.call.noVendor}</p>}
          {data.vendorRequests.map((request, index) => (
            <VendorCall key={index} request={request} traced={data.traced} />
          ))}
        </section>
      </div>
    </Page>
  );
}

function Facts({ call }: { call: CallDetails }) {
  return (
    <dl className="facts">
      <dt>{t.call.at}</dt>
      <dd>{fullTime(call.at)}</dd>
      <dt>{t.call.duration}</dt>
      <dd className="numeric">{t.activity.ms(call.durationMs)}</dd>
      {call.instanceId !== undefined && (
        <>
          <dt>{t.call.instance}</dt>
          <dd>
            <Link to="/instances/$id" params={{ id: String(call.instanceId) }}>
              {call.instanceName ?? call.instanceId}
            </Link>
          </dd>
        </>
      )}
      {call.vendorStatus !== undefined && (
        <>
          <dt>{t.call.vendorStatus}</dt>
          <dd>{call.vendorStatus}</dd>
        </>
      )}
      <dt>{t.call.requestId}</dt>
      <dd className="row">
        <span className="mono">{call.requestId}</span>
        <CopyButton text={call.requestId} name={t.call.requestId} icon size="small" />
      </dd>
    </dl>
  );
}

function NotTraced({ call }: { call: CallDetails }) {
  return (
    <Note title={t.call.notTraced}>
      <p>{t.call.notTracedText}</p>
      {call.instanceId !== undefined && (
        <div>
          <Link to="/instances/$id" params={{ id: String(call.instanceId) }} className={buttonClass({ size: 'small' })}>
            {t.call.openInstance}
          </Link>
        </div>
      )}
    </Note>
  );
}

function VendorCall({ request, traced }: { request: VendorRequest; traced: boolean }) {
  return (
    <div className="card-body stack">
      <div className="row">
        {request.status ? <StatusBadge status={request.status} /> : <span className="badge">{t.call.noReply}</span>}
        <span className="mono">
          {request.method} {request.url}
        </span>
        <span className="muted numeric">{t.activity.ms(request.durationMs)}</span>
      </div>
      {traced && (
        <MessagePair
          request={{ headers: request.headers, body: request.body, bodyCut: request.bodyCut }}
          response={{
            headers: request.responseHeaders,
            body: request.responseBody,
            bodyCut: request.responseBodyCut,
          }}
        />
      )}
    </div>
  );
}
