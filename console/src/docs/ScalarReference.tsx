import '@scalar/api-reference/style.css';
import './scalar.css';
import { createApiReference } from '@scalar/api-reference';
import { useEffect, useRef } from 'react';
import { PLATFORM } from '../api/client';
import { useDark } from '../layout/theme';
import { PLACES } from '../pages/connect/samples';
import { tryIt } from './tryIt';

interface Props {
  content: Record<string, unknown>;
  instanceId: string | undefined;
  /** Whose values a formula that is called runs with. */
  formulaInstanceId: string | undefined;
  /** Whether the calls carry the token of an instance. */
  ofInstance: boolean;
  /** Told when a request was refused because the session has ended. */
  onSessionEnd: () => void;
}

/** The documentation itself, with nothing that leaves this server: no proxy, fonts, telemetry or assistant. */
export default function ScalarReference({ content, instanceId, formulaInstanceId, ofInstance, onSessionEnd }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();

  useEffect(() => {
    const box = document.createElement('div');
    place.current?.append(box);
    const send = tryIt(instanceId, onSessionEnd, formulaInstanceId);
    const reference = createApiReference(box, configurationOf(content, send, ofInstance, dark));
    return () => {
      reference.destroy();
      box.remove();
    };
  }, [content, instanceId, formulaInstanceId, ofInstance, onSessionEnd, dark]);

  return <div ref={place} className="scalar-place" />;
}

function configurationOf(
  content: Record<string, unknown>,
  send: typeof fetch,
  ofInstance: boolean,
  dark: boolean,
): Parameters<typeof createApiReference>[1] {
  const element = ofInstance ? `, Element ${PLACES.element}` : '';
  return {
    content,
    customFetch: send,
    servers: [{ url: `${location.origin}${PLATFORM}` }],
    // What the samples show; requests made here are sent with the session instead.
    authentication: {
      preferredSecurityScheme: 'authorization',
      securitySchemes: {
        authorization: { value: `User ${PLACES.user}, Organization ${PLACES.organization}${element}` },
      },
    },
    theme: 'none',
    layout: 'modern',
    forceDarkModeState: dark ? 'dark' : 'light',
    hideDarkModeToggle: true,
    hideClientButton: true,
    // Ctrl K is the palette's, here as everywhere.
    searchHotKey: 'i',
    documentDownloadType: 'json',
    showDeveloperTools: 'never',
    withDefaultFonts: false,
    telemetry: false,
    persistAuth: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  };
}
