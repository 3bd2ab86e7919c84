import { type ReactNode, useState } from 'react';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { JsonField } from '../../ui/JsonField';
import { Note } from '../../ui/Note';
import { useSending } from '../../ui/useSending';

interface Props {
  label: string;
  help?: string;
  /** What stands in the field at first. */
  initial: string;
  /** What the button that sends says. */
  action: ReactNode;
  /** An example to begin again with. */
  example?: string;
  close: () => void;
  /** Gets the input, which is JSON, and the text as it was typed; what it throws is told below the field. */
  send: (json: string, text: string) => Promise<unknown>;
}

/** The input of a run, as JSON; an empty field is an empty object. */
export function InputForm({ label, help, initial, action, example, close, send }: Props) {
  const [text, setText] = useState(initial);
  const [wrong, setWrong] = useState<string>();
  const sending = useSending();

  const submit = () => {
    setWrong(undefined);
    const json = text.trim() || '{}';
    try {
      JSON.parse(json);
    } catch (error) {
      setWrong(f.notJson(messageOf(error)));
      return;
    }
    void sending.send(() => send(json, text));
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <JsonField label={label} help={help} error={wrong} text={text} change={setText} />
      {sending.problem && <Note kind="danger">{sending.problem}</Note>}
      <div className="dialog-actions">
        {example !== undefined && (
          <Button look="quiet" onClick={() => setText(example)}>
            {f.testReset}
          </Button>
        )}
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={sending.busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
