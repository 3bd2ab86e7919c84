import { useId } from 'react';
import type { Level } from '../../api/mapping';
import { t } from '../../strings';

interface Props {
  label: string;
  levels: readonly Level[];
  chosen: Level;
  choose: (level: Level) => void;
}

/** Which level is meant, where an object is kept at several. */
export function LevelChoice({ label, levels, chosen, choose }: Props) {
  const name = useId();
  if (levels.length < 2) return null;
  return (
    <fieldset className="stack stack-tight">
      <legend className="field-label">{label}</legend>
      {levels.map((level) => (
        <label key={level} className="choice level">
          <input type="radio" name={name} checked={level === chosen} onChange={() => choose(level)} />
          <span className="check-name">{t.mapper.levels[level]}</span>
          <span className="level-text muted">{t.mapper.levelTexts[level]}</span>
        </label>
      ))}
    </fieldset>
  );
}
