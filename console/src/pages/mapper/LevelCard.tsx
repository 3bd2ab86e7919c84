import { useId, useState } from 'react';
import { type Kept, type Level, LEVELS } from '../../api/mapping';
import { t } from '../../strings';
import { Note } from '../../ui/Note';
import { InheritSwitch } from './InheritSwitch';
import { SwitchDialog } from './SwitchDialog';
import type { Editing } from './useDraft';

/** At which level one works, and what each keeps. */
export function LevelCard({ editing, administrator }: { editing: Editing; administrator: boolean }) {
  const { kept, level, dirty, go } = editing;
  const [wanted, setWanted] = useState<Level>();
  const reason = useId();
  const nearer = LEVELS.slice(LEVELS.indexOf(level) + 1).findLast((each) => kept[each].transformation);
  const choose = (to: Level) => (dirty ? setWanted(to) : go(to, false));
  return (
    <section className="card card-body stack">
      <fieldset className="stack">
        <legend className="field-label">{t.mapper.level}</legend>
        <div className="levels">
          {LEVELS.map((each) => {
            const closed = each === 'organization' && !administrator;
            return (
              <label key={each} className="choice level">
                <input
                  type="radio"
                  name="level"
                  checked={each === level}
                  disabled={closed}
                  aria-describedby={closed ? reason : undefined}
                  onChange={() => choose(each)}
                />
                <span className="check-name">{t.mapper.levels[each]}</span>
                <span className="level-text muted">{t.mapper.levelTexts[each]}</span>
                <span className="level-text">{summary(kept[each])}</span>
              </label>
            );
          })}
        </div>
      </fieldset>
      {!administrator && (
        <p className="field-help" id={reason}>
          {t.mapper.onlyAdministrators}
        </p>
      )}
      <p className="field-help">{t.mapper.levelHelp}</p>
      <InheritSwitch editing={editing} />
      {nearer && <Note title={t.mapper.overruled}>{t.mapper.overruledText(t.mapper.levelWords[nearer])}</Note>}
      <SwitchDialog
        to={wanted}
        // What is kept there already must not be overwritten by what was meant for another level.
        movable={wanted !== undefined && !kept[wanted].definition && !kept[wanted].transformation}
        close={() => setWanted(undefined)}
        go={(along) => wanted && go(wanted, along)}
      />
    </section>
  );
}

function summary({ definition, transformation }: Kept): string {
  if (!definition && !transformation) return t.mapper.nothingKept;
  return t.mapper.kept(definition?.fields.length ?? 0, transformation?.fields.length);
}
