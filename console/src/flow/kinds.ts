import {
  CalendarClock,
  CodeXml,
  FileDown,
  Filter,
  Globe,
  Hand,
  Mail,
  MessageSquareShare,
  Plug,
  Radio,
  Repeat,
  RotateCcw,
  Server,
  Webhook,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { f } from '../formulaStrings';

/** How a property is filled in. */
export type PropertyKind =
  'script' | 'instance' | 'method' | 'codes' | 'number' | 'switch' | 'formula' | 'cron' | 'text' | 'lines';

export interface Property {
  name: string;
  kind: PropertyKind;
  required: boolean;
}

/** A type of triggers or steps. */
export interface Kind {
  /** Its word on the wire; left out where it is not known. */
  type?: string;
  icon: LucideIcon;
  name: string;
  text: string;
  properties: Property[];
}

/** The methods of a request that can be chosen. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const required = (name: string, kind: PropertyKind): Property => ({ name, kind, required: true });
const optional = (name: string, kind: PropertyKind): Property => ({ name, kind, required: false });

const call = [
  optional('headers', 'lines'),
  optional('query', 'lines'),
  optional('path', 'lines'),
  optional('body', 'lines'),
  optional('acceptableStatusCodes', 'codes'),
  optional('retry', 'switch'),
  optional('retryAttempts', 'number'),
  optional('retryDelay', 'number'),
  optional('retryStatusCodes', 'codes'),
  optional('repeatAfterCrash', 'switch'),
];

const kind = (icon: LucideIcon, words: readonly [string, string], ...properties: Property[]): Kind => ({
  icon,
  name: words[0],
  text: words[1],
  properties,
});

/** As the server's own tables of types and properties have it. */
export const TRIGGERS: Record<string, Kind> = {
  manual: kind(Hand, f.triggers.manual),
  event: kind(Radio, f.triggers.event, required('elementInstanceId', 'instance')),
  elementRequest: kind(
    Webhook,
    f.triggers.elementRequest,
    required('elementInstanceId', 'instance'),
    required('method', 'method'),
    required('api', 'text'),
  ),
  scheduled: kind(CalendarClock, f.triggers.scheduled, required('cron', 'cron')),
};

export const STEPS: Record<string, Kind> = {
  script: kind(CodeXml, f.steps.script, required('body', 'script')),
  filter: kind(Filter, f.steps.filter, required('body', 'script')),
  elementRequest: kind(
    Plug,
    f.steps.elementRequest,
    required('elementInstanceId', 'instance'),
    required('method', 'method'),
    required('api', 'text'),
    ...call,
  ),
  loop: kind(Repeat, f.steps.loop, required('list', 'text')),
  httpRequest: kind(Globe, f.steps.httpRequest, required('method', 'method'), required('url', 'text'), ...call),
  request: kind(Server, f.steps.request, required('method', 'method'), required('api', 'text'), ...call),
  elementRequestStream: kind(
    FileDown,
    f.steps.elementRequestStream,
    required('downloadElementInstanceId', 'instance'),
    required('downloadMethod', 'method'),
    required('downloadApi', 'text'),
    optional('downloadHeaders', 'lines'),
    optional('downloadQuery', 'lines'),
    required('uploadElementInstanceId', 'instance'),
    required('uploadMethod', 'method'),
    required('uploadApi', 'text'),
    optional('uploadHeaders', 'lines'),
    optional('uploadQuery', 'lines'),
    optional('uploadFormData', 'lines'),
    optional('uploadFormDataName', 'text'),
    optional('repeatAfterCrash', 'switch'),
  ),
  formula: kind(
    Workflow,
    f.steps.formula,
    required('formulaId', 'formula'),
    optional('args', 'lines'),
    optional('subFormulaConfigs', 'lines'),
  ),
  retryFormulaExecution: kind(RotateCcw, f.steps.retryFormulaExecution, required('retryAttempts', 'number')),
  amqpRequest: kind(
    MessageSquareShare,
    f.steps.amqpRequest,
    required('url', 'text'),
    required('queue', 'text'),
    optional('exchange', 'text'),
    optional('body', 'lines'),
    optional('repeatAfterCrash', 'switch'),
  ),
  notification: kind(Mail, f.steps.notification, required('body', 'script')),
};

/** The type of a part; what nobody knows is shown under its own word. */
export const kindOf = (table: Record<string, Kind>, type: string): Kind =>
  table[type] ? { ...table[type], type } : { icon: Workflow, name: type, text: '', properties: [] };

/** What the two ways out of a step are called. */
export function waysOf(type: string, trigger = false): { onSuccess: string; onFailure: string } {
  if (trigger) return { onSuccess: f.ways.success, onFailure: f.ways.failure };
  if (type === 'filter') return { onSuccess: f.ways.yes, onFailure: f.ways.no };
  if (type === 'loop') return { onSuccess: f.ways.each, onFailure: f.ways.afterwards };
  return { onSuccess: f.ways.success, onFailure: f.ways.failure };
}
