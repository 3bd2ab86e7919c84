import { useState } from 'react';
import { messageOf } from '../api/messages';

/** Sends what a form says, once at a time, and tells in a sentence why that did not work. */
export function useSending() {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  /** What it throws is told; nothing happens while it is still at work. */
  const send = async (work: () => Promise<unknown>): Promise<void> => {
    if (busy) return;
    setProblem('');
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, send };
}
