import { ChevronLeft, ChevronRight } from 'lucide-react';
import { r } from '../../runStrings';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Select';
import type { Round } from './rounds';

interface Props {
  round: Round;
  count: number;
  /** Goes to another round; without one, out of them. */
  go: (number?: number) => void;
}

/** Which round of a loop the page shows, and the way to the others. */
export function RoundBar({ round: { loop, number }, count, go }: Props) {
  return (
    <div className="round-bar" role="group" aria-label={r.rounds}>
      <div>
        <p className="round-title">{r.roundOf(number, loop)}</p>
        <p className="card-text">{r.roundText}</p>
      </div>
      <div className="row">
        <Button icon aria-label={r.previous} unavailable={number <= 1} onClick={() => go(number - 1)}>
          <ChevronLeft size={16} aria-hidden="true" />
        </Button>
        <Select
          label={r.rounds}
          value={String(number)}
          onChange={(value) => go(Number(value))}
          options={Array.from({ length: count }, (_, at) => [String(at + 1), r.round(at + 1)] as const)}
        />
        <Button icon aria-label={r.next} unavailable={number >= count} onClick={() => go(number + 1)}>
          <ChevronRight size={16} aria-hidden="true" />
        </Button>
        <Button onClick={() => go()}>{r.allRounds}</Button>
      </div>
    </div>
  );
}
