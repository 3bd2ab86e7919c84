import { activity, call } from './strings/activity';
import { catalog, element, application } from './strings/catalog';
import {
  common,
  time,
  copy,
  toasts,
  confirm,
  password,
  failure,
  notFound,
  missing,
  states,
  authentication,
} from './strings/common';
import { connect, connection, code, hosted } from './strings/connect';
import { docs } from './strings/docs';
import { events } from './strings/events';
import { instances, instance } from './strings/instances';
import { login } from './strings/login';
import { mapper } from './strings/mapper';
import { objects } from './strings/objects';
import { script } from './strings/script';
import { secrets } from './strings/secrets';
import { nav, palette } from './strings/shell';

/** Every English text of the console but those of formulas, page by page. */
export const t = {
  common,
  nav,
  time,
  copy,
  toasts,
  confirm,
  password,
  failure,
  notFound,
  missing,
  states,
  authentication,
  login,
  catalog,
  element,
  application,
  connect,
  connection,
  code,
  instances,
  instance,
  docs,
  activity,
  events,
  objects,
  script,
  mapper,
  call,
  secrets,
  palette,
  hosted,
};
