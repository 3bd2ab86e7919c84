import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { type Owner, readSecrets, regenerateSecret, type Secrets } from '../api/secrets';
import { sessionQuery } from '../api/session';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { CodeBlock, CopyButton } from '../ui/Copy';
import { Page } from '../ui/Page';
import { PasswordDialog } from '../ui/PasswordDialog';
import { useToast } from '../ui/toasts';
import { PLACES } from './connect/samples';

export function SecretsPage() {
  const { data: session } = useQuery(sessionQuery);
  const tell = useToast();
  const [secrets, setSecrets] = useState<Secrets>();
  const [asking, setAsking] = useState(false);
  const [regenerating, setRegenerating] = useState<Owner>();

  const regenerate = async (owner: Owner) => {
    await regenerateSecret(owner);
    // What was shown is no longer the secret.
    setSecrets(undefined);
    tell(t.secrets.regenerated);
  };

  return (
    <Page
      title={t.secrets.title}
      lead={t.secrets.lead}
      narrow
      actions={
        secrets ? (
          <Button onClick={() => setSecrets(undefined)}>
            <EyeOff size={15} aria-hidden="true" />
            {t.secrets.hide}
          </Button>
        ) : (
          <Button look="primary" onClick={() => setAsking(true)}>
            <Eye size={15} aria-hidden="true" />
            {t.secrets.show}
          </Button>
        )
      }
    >
      <div className="stack">
        <SecretCard
          title={t.secrets.user}
          text={t.secrets.userText}
          value={secrets?.userSecret}
          onRegenerate={() => setRegenerating('user')}
        />
        <SecretCard
          title={t.secrets.organization}
          text={t.secrets.organizationText(session?.organization.name ?? '')}
          value={secrets?.organizationSecret}
          onRegenerate={session?.user.administrator ? () => setRegenerating('organization') : undefined}
        />
        <section className="card card-body stack">
          <div>
            <h2>{t.secrets.header}</h2>
            <p className="card-text">{t.secrets.headerText}</p>
          </div>
          <CodeBlock
            name={t.secrets.header}
            text={`Authorization: User ${secrets?.userSecret ?? PLACES.user}, Organization ${
              secrets?.organizationSecret ?? PLACES.organization
            }, Element ${PLACES.element}`}
          />
        </section>
      </div>
      <PasswordDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.secrets.dialogTitle}
        description={t.secrets.dialogText}
        onPassword={async (password) => setSecrets(await readSecrets(password))}
      />
      <ConfirmDialog
        open={regenerating !== undefined}
        onOpenChange={() => setRegenerating(undefined)}
        title={regenerating === 'user' ? t.secrets.regenerateUser : t.secrets.regenerateOrganization}
        description={t.secrets.regenerateText}
        action={t.secrets.regenerate}
        danger
        onConfirm={() => regenerate(regenerating ?? 'user')}
      />
    </Page>
  );
}

interface CardProps {
  title: string;
  text: string;
  value: string | undefined;
  onRegenerate: (() => void) | undefined;
}

function SecretCard({ title, text, value, onRegenerate }: CardProps) {
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{title}</h2>
          <p className="card-text">{text}</p>
        </div>
        {onRegenerate && (
          <Button size="small" onClick={onRegenerate} aria-label={`${t.secrets.regenerate}: ${title}`}>
            {t.secrets.regenerate}
          </Button>
        )}
      </div>
      <div className="card-body secret-row">
        <span className="mono">{value ?? t.secrets.masked}</span>
        {value && <CopyButton text={value} name={title} size="small" icon />}
      </div>
    </section>
  );
}
