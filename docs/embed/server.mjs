// The backend of the sample page: makes connect sessions, and uses the instance that comes of one.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';

const valence = process.env.VALENCE_URL ?? 'http://localhost:8080';
const port = Number(process.env.PORT ?? 3000);
const element = process.env.ELEMENT ?? 'ciscospark';
const scope = process.env.SCOPE ?? 'spark:rooms_read spark:people_read spark:messages_read spark:messages_write';
const { VALENCE_USER: user, VALENCE_ORGANIZATION: organization } = process.env;
if (!user || !organization) {
  console.error('Set VALENCE_USER and VALENCE_ORGANIZATION to the secrets that the server showed.');
  process.exit(1);
}
const customer = 'customer-7'; // whoever is logged in to your application

async function call(method, path, body, token) {
  const reply = await fetch(`${valence}/elements/api-v2${path}`, {
    method,
    headers: {
      Authorization: `User ${user}, Organization ${organization}${token ? `, Element ${token}` : ''}`,
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const json = await reply.json();
  if (!reply.ok) throw new Error(json.message);
  return json;
}

async function read(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text || '{}');
}

async function answer(request) {
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /') {
    const page = await readFile(new URL('index.html', import.meta.url), 'utf8');
    return ['text/html', page.replace('{{valence}}', valence)];
  }
  if (route === 'GET /page.js') return ['text/javascript', await readFile(new URL('page.js', import.meta.url))];
  if (route === 'POST /session') {
    const session = await call('POST', '/connect/sessions', {
      elementKeys: [element],
      tags: [customer],
      origin: `http://localhost:${port}`,
      configuration: { 'oauth.scope': scope },
    });
    return ['application/json', JSON.stringify(session)];
  }
  if (route === 'POST /connected') {
    const { instanceId } = await read(request);
    const instance = await call('GET', `/instances/${Number(instanceId)}`);
    // The id came from a browser: only an instance of this customer counts.
    if (!instance.tags.includes(customer)) throw new Error('This instance belongs to somebody else');
    const account = await call('GET', '/accounts', undefined, instance.token);
    return ['text/plain', `Hello ${account.displayName}, your account is connected.`];
  }
  return ['text/plain', 'Not here', 404];
}

createServer(async (request, response) => {
  try {
    const [type, body, status = 200] = await answer(request);
    response.writeHead(status, { 'Content-Type': type }).end(body);
  } catch (error) {
    response.writeHead(502, { 'Content-Type': 'text/plain' }).end(error.message);
  }
}).listen(port, () => console.log(`Open http://localhost:${port}`));
