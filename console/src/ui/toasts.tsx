import { CircleAlert, CircleCheck } from 'lucide-react';
import { Toast } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { t } from '../strings';

interface Message {
  id: number;
  text: string;
  failed: boolean;
}

type Tell = (text: string, failed?: boolean) => void;

const Toasts = createContext<Tell>(() => undefined);

let lastId = 0;

/** Short messages about what was done, in the corner. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const tell = useCallback<Tell>((text, failed = false) => {
    lastId += 1;
    const message = { id: lastId, text, failed };
    setMessages((all) => [...all, message]);
  }, []);
  const remove = (id: number) => setMessages((all) => all.filter((message) => message.id !== id));

  return (
    <Toasts.Provider value={tell}>
      <Toast.Provider label={t.toasts.label} duration={6000}>
        {children}
        {messages.map(({ id, text, failed }) => (
          <Toast.Root
            key={id}
            className={failed ? 'toast toast-danger' : 'toast'}
            onOpenChange={(open) => !open && remove(id)}
          >
            {failed ? <CircleAlert size={16} aria-hidden="true" /> : <CircleCheck size={16} aria-hidden="true" />}
            <Toast.Description>{text}</Toast.Description>
          </Toast.Root>
        ))}
        <Toast.Viewport className="toasts" />
      </Toast.Provider>
    </Toasts.Provider>
  );
}

export const useToast = () => useContext(Toasts);
