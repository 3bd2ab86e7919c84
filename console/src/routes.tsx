import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/session';
import { Crash } from './layout/Crash';
import { NotFound } from './layout/NotFound';
import { Root } from './layout/Root';
import { Loading } from './ui/Loading';

interface Context {
  queryClient: QueryClient;
}

type Search = Record<string, unknown>;

/** The members of an address' query that are text, or numbers as text. */
const text = (search: Search, name: string): string | undefined => {
  const value = search[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Search) =>
    Object.fromEntries(names.flatMap((name) => (text(search, name) ? [[name, text(search, name)]] : []))) as {
      [key in Name]?: string;
    };

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: texts('to'),
  component: lazyRouteComponent(() => import('./pages/LoginPage'), 'LoginPage'),
});

const hosted = createRoute({
  getParentRoute: () => root,
  path: '/connect',
  component: lazyRouteComponent(() => import('./pages/HostedPage'), 'HostedPage'),
});

/** Everything for which one has to be logged in. */
const member = createRoute({
  getParentRoute: () => root,
  id: 'member',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/login', search: location.href === '/' ? {} : { to: location.href } });
    return { session };
  },
});

const shell = createRoute({
  getParentRoute: () => member,
  id: 'shell',
  component: lazyRouteComponent(() => import('./layout/Shell'), 'Shell'),
});

const catalog = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: texts('q', 'hub'),
  component: lazyRouteComponent(() => import('./pages/CatalogPage'), 'CatalogPage'),
});

const element = createRoute({
  getParentRoute: () => shell,
  path: '/catalog/$key',
  validateSearch: texts('tab'),
  component: lazyRouteComponent(() => import('./pages/ElementPage'), 'ElementPage'),
});

const connect = createRoute({
  getParentRoute: () => shell,
  path: '/catalog/$key/connect',
  component: lazyRouteComponent(() => import('./pages/ConnectPage'), 'ConnectPage'),
});

const connection = createRoute({
  getParentRoute: () => shell,
  path: '/connections/$id',
  component: lazyRouteComponent(() => import('./pages/ConnectionPage'), 'ConnectionPage'),
});

const instances = createRoute({
  getParentRoute: () => shell,
  path: '/instances',
  validateSearch: texts('q', 'tag', 'element', 'state', 'page'),
  component: lazyRouteComponent(() => import('./pages/InstancesPage'), 'InstancesPage'),
});

const instance = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$id',
  component: lazyRouteComponent(() => import('./pages/InstancePage'), 'InstancePage'),
});

const events = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$id/events',
  validateSearch: texts('state', 'type', 'object'),
  component: lazyRouteComponent(() => import('./pages/EventsPage'), 'EventsPage'),
});

const oneEvent = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$id/events/$event',
  component: lazyRouteComponent(() => import('./pages/EventPage'), 'EventPage'),
});

const objects = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$id/objects',
  component: lazyRouteComponent(() => import('./pages/ObjectsPage'), 'ObjectsPage'),
});

const mapper = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$id/objects/$name',
  component: lazyRouteComponent(() => import('./pages/MapperPage'), 'MapperPage'),
});

const formulas = createRoute({
  getParentRoute: () => shell,
  path: '/formulas',
  validateSearch: texts('q', 'use'),
  component: lazyRouteComponent(() => import('./pages/FormulasPage'), 'FormulasPage'),
});

const formula = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id',
  component: lazyRouteComponent(() => import('./pages/FormulaPage'), 'FormulaPage'),
});

const newFormulaInstance = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id/instances/new',
  validateSearch: texts('use'),
  component: lazyRouteComponent(() => import('./pages/NewFormulaInstancePage'), 'NewFormulaInstancePage'),
});

const formulaEditor = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id/edit',
  component: lazyRouteComponent(() => import('./pages/FormulaEditorPage'), 'FormulaEditorPage'),
});

const formulaInstance = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id/instances/$instance',
  validateSearch: texts('q', 'status', 'object', 'from', 'to'),
  component: lazyRouteComponent(() => import('./pages/FormulaInstancePage'), 'FormulaInstancePage'),
});

const execution = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id/instances/$instance/executions/$execution',
  validateSearch: texts('step', 'round'),
  component: lazyRouteComponent(() => import('./pages/ExecutionPage'), 'ExecutionPage'),
});

const comparison = createRoute({
  getParentRoute: () => shell,
  path: '/formulas/$id/instances/$instance/executions/$execution/compare',
  validateSearch: texts('with'),
  component: lazyRouteComponent(() => import('./pages/ComparisonPage'), 'ComparisonPage'),
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: texts('q'),
  component: lazyRouteComponent(() => import('./pages/JobsPage'), 'JobsPage'),
});

const activity = createRoute({
  getParentRoute: () => shell,
  path: '/activity',
  validateSearch: texts('q', 'instance', 'status', 'method'),
  component: lazyRouteComponent(() => import('./pages/ActivityPage'), 'ActivityPage'),
});

const oneCall = createRoute({
  getParentRoute: () => shell,
  path: '/activity/$id',
  component: lazyRouteComponent(() => import('./pages/CallPage'), 'CallPage'),
});

const secrets = createRoute({
  getParentRoute: () => shell,
  path: '/secrets',
  component: lazyRouteComponent(() => import('./pages/SecretsPage'), 'SecretsPage'),
});

const docs = createRoute({
  getParentRoute: () => shell,
  path: '/docs',
  component: lazyRouteComponent(() => import('./pages/DocsPage'), 'DocsPage'),
});

/** Outside of the shell: the documentation brings navigation of its own. */
const reference = createRoute({
  getParentRoute: () => member,
  path: '/docs/$kind/$id',
  validateSearch: texts('instance'),
  component: lazyRouteComponent(() => import('./docs/ReferencePage'), 'ReferencePage'),
});

const platformReference = createRoute({
  getParentRoute: () => member,
  path: '/docs/platform',
  component: lazyRouteComponent(() => import('./docs/ReferencePage'), 'PlatformReferencePage'),
});

const routeTree = root.addChildren([
  login,
  hosted,
  member.addChildren([
    shell.addChildren([
      catalog,
      element,
      connect,
      connection,
      instances,
      instance,
      events,
      oneEvent,
      objects,
      mapper,
      formulas,
      formula,
      newFormulaInstance,
      formulaEditor,
      formulaInstance,
      execution,
      comparison,
      jobs,
      activity,
      oneCall,
      secrets,
      docs,
    ]),
    reference,
    platformReference,
  ]),
]);

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: Crash,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
