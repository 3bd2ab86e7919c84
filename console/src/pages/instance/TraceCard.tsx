import { Switch } from 'radix-ui';
import { type InstanceDetails, setTraceLogging } from '../../api/instances';
import { t } from '../../strings';
import { useChange } from './useChange';

export function TraceCard({ instance }: { instance: InstanceDetails }) {
  const trace = useChange(
    (on: boolean) => setTraceLogging(instance.id, on),
    (on) => (on ? t.instance.traceOn : t.instance.traceOff),
  );
  return (
    <section className="card card-body setting">
      <div>
        <h2 id="trace">{t.instance.trace}</h2>
        <p className="card-text">{t.instance.traceText}</p>
      </div>
      <Switch.Root
        className="switch"
        aria-labelledby="trace"
        checked={trace.isPending ? trace.variables : instance.traceLogging}
        onCheckedChange={(on) => trace.mutate(on)}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </section>
  );
}
