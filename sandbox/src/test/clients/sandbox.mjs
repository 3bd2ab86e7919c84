// The sandbox as the tests see it: its address and tokens from the environment, and its control API.

/** Base URL of the simulated service, as in http://localhost:8090/webex/v1 */
export const base = needed('WEBEX_BASE_URL');
/** Access token of Ada, a full administrator. */
export const accessToken = needed('WEBEX_ACCESS_TOKEN');

export const ada = 'ada@sandbox.example';
export const bob = 'bob@sandbox.example';
export const integration = {
  id: 'valence-sandbox',
  secret: 'sandbox-secret',
  redirectUri: 'http://localhost:9999/callback',
};

function needed(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`The environment variable ${name} is not set; README.md tells what it holds.`);
  }
  return value;
}

async function control(path, body) {
  const answer = await fetch(new URL(`/_sandbox${path}`, base), {method: 'POST', body: JSON.stringify(body)});
  if (!answer.ok) {
    throw new Error(`The control API answered ${answer.status} for ${path}: ${await answer.text()}`);
  }
  return answer.json();
}

/** A fresh token answer, with access_token and refresh_token. */
export const signIn = (person, scope = 'spark:all') => control('/tokens', {person, scope});

export const expire = (token) => control('/tokens/expire', {accessToken: token});

/** Orders a fault, as the README of the sandbox describes it. */
export const fault = (order) => control('/faults', order);

/** An authorization code of a person who consents, without a browser. */
export async function consent(person, scope) {
  const answer = await fetch(`${base}/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      response_type: 'code',
      client_id: integration.id,
      redirect_uri: integration.redirectUri,
      scope,
      state: 'any',
      person,
      decision: 'allow',
    }),
  });
  return new URL(answer.headers.get('location')).searchParams.get('code');
}

/** A name that no other test uses. */
export const unique = (word) => `${word} ${process.pid}-${Date.now()}-${(counter += 1)}`;
let counter = 0;
