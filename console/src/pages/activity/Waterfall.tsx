import type { CSSProperties } from 'react';
import type { CallDetails } from '../../api/activity';
import { t } from '../../strings';

interface Bar {
  name: string;
  detail?: string | undefined;
  startMs: number;
  durationMs: number;
  vendor: boolean;
}

/** The steps of a call, each a bar from its begin to its end. */
export function Waterfall({ call }: { call: CallDetails }) {
  const bars = call.steps.map<Bar>((step) => ({ ...step, vendor: step.name === 'send' }));
  const whole = Math.max(call.durationMs, ...bars.map(({ startMs, durationMs }) => startMs + durationMs), 0.001);
  const share = (ms: number) => `${Math.min(100, (ms / whole) * 100)}%`;
  return (
    <ol className="waterfall">
      {bars.map((bar, index) => (
        <li key={index}>
          <span className="waterfall-name">
            {bar.name}
            {bar.detail && <span className="small muted">{bar.detail}</span>}
          </span>
          <span
            className="waterfall-track"
            role="img"
            aria-label={t.call.waterfall(bar.name, t.activity.ms(bar.startMs), t.activity.ms(bar.durationMs))}
          >
            <span
              className={bar.vendor ? 'waterfall-bar waterfall-bar-vendor' : 'waterfall-bar'}
              style={{ '--start': share(bar.startMs), '--length': share(bar.durationMs) } as CSSProperties}
            />
          </span>
          <span className="waterfall-time">{t.activity.ms(bar.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}
