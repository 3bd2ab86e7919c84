import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { reveal } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/Copy';
import { PasswordDialog } from '../../ui/PasswordDialog';

interface Props {
  instanceId: number;
  /** `token`, or the key of the configuration. */
  what: string;
  name: string;
  masked: string;
}

/** A masked secret that the password uncovers; leaving the page covers it again. */
export function Secret({ instanceId, what, name, masked }: Props) {
  const [value, setValue] = useState<string>();
  const [asking, setAsking] = useState(false);
  return (
    <span className="secret-row">
      <span className="mono">{value ?? masked}</span>
      {value === undefined ? (
        <Button size="small" aria-label={t.instance.revealName(name)} onClick={() => setAsking(true)}>
          <Eye size={14} aria-hidden="true" />
          {t.instance.reveal}
        </Button>
      ) : (
        <>
          <CopyButton text={value} name={name} size="small" icon />
          <Button size="small" onClick={() => setValue(undefined)}>
            <EyeOff size={14} aria-hidden="true" />
            {t.instance.hide}
          </Button>
        </>
      )}
      <PasswordDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.instance.revealTitle}
        description={t.instance.revealText}
        onPassword={async (password) => setValue((await reveal(instanceId, password, what)).value)}
      />
    </span>
  );
}
