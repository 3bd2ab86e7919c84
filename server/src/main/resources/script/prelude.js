// The surroundings of a tenant's script. The host gives one function that takes and returns texts; everything else is made here,
// so that no object of the host is ever in reach.
(function (host, librarySource) {
  'use strict';
  delete globalThis.Java;
  const own = {
    parse: JSON.parse,
    stringify: JSON.stringify,
    toLowerCase: String.prototype.toLowerCase,
    Function,
    Promise,
    then: Promise.prototype.then,
  };
  const call = Function.prototype.call.bind(Function.prototype.call);
  const lower = (text) => call(own.toLowerCase, String(text));

  // The host never throws: its exceptions would be objects of its own. What it cannot do begins with an exclamation mark.
  const ask = (what, a = '', b = '', c = '', d = '') => {
    const answer = host(what, a, b, c, d);
    if (answer[0] === '!') throw new Error(answer.slice(1));
    return answer.slice(1);
  };
  const hmac = (algorithm) => (encoding) => (secret, text) =>
    ask('hmac', lower(algorithm), lower(encoding), String(secret), String(text));
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const randomString = () => {
    let text = '';
    for (let i = 0; i < 10; i++) text += letters[Math.floor(Math.random() * letters.length)];
    return text;
  };
  const CE = {
    randomString,
    randomEmail: () => randomString() + '@' + randomString() + '.com',
    md5: (text) => ask('md5', String(text)),
    b64: (text) => ask('b64', String(text)),
    decode64: (text) => ask('decode64', String(text)),
    hmac,
  };
  for (const algorithm of ['Sha1', 'Sha256', 'Md5']) {
    CE['hmac' + algorithm + 'Hex'] = hmac(algorithm)('hex');
    CE['hmac' + algorithm + 'Base64'] = CE['hmac' + algorithm + 'base64'] = hmac(algorithm)('base64');
  }

  const format = (first, ...rest) => {
    const show = (value) => (typeof value === 'string' ? value : typeof value === 'object' ? own.stringify(value) : String(value));
    if (typeof first === 'string' && rest.length === 0) return first;
    if (typeof first !== 'string') return [first, ...rest].map(show).join(' ');
    let at = 0;
    const filled = first.replace(/%[sdifjoO%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (at >= rest.length) return mark;
      const value = rest[at++];
      return mark === '%d' || mark === '%i' || mark === '%f' ? String(Number(value)) : show(value);
    });
    return [filled, ...rest.slice(at).map(show)].join(' ');
  };
  const util = {
    format,
    inspect: (value) => (typeof value === 'object' ? own.stringify(value, null, 2) : String(value)),
    isArray: Array.isArray,
    isString: (value) => typeof value === 'string',
    isNumber: (value) => typeof value === 'number',
    isObject: (value) => typeof value === 'object' && value !== null,
    isFunction: (value) => typeof value === 'function',
    isDate: (value) => value instanceof Date,
    isRegExp: (value) => value instanceof RegExp,
    isNullOrUndefined: (value) => value === null || value === undefined,
  };

  // Libraries are written as modules, which leave the global names alone.
  const modules = {};
  const library = (name) => {
    if (!modules[name]) {
      const module = { exports: {} };
      const near = (other) => library(name.slice(0, name.lastIndexOf('/') + 1) + other.replace('./', '') + '.js');
      new own.Function('module', 'exports', 'require', librarySource(name))(module, module.exports, near);
      modules[name] = module.exports;
    }
    return modules[name];
  };
  let lodash, fp, dayjs;
  const required = {
    util: () => util,
    lodash: () => (lodash ??= library('lodash/lodash.min.js')),
    'lodash/fp': () => (fp ??= library('lodash/fp/_baseConvert.js')(required.lodash().runInContext(), required.lodash().runInContext())),
    dayjs: () => {
      if (!dayjs) {
        dayjs = library('dayjs/dayjs.min.js');
        for (const plugin of ['utc', 'customParseFormat', 'advancedFormat', 'duration', 'isBetween', 'isoWeek', 'quarterOfYear'])
          dayjs.extend(library('dayjs/plugin/' + plugin + '.js'));
      }
      return dayjs;
    },
  };
  const require = (given) => {
    const name = String(given);
    if (Object.hasOwn(required, name)) return required[name]();
    const slash = name.lastIndexOf('/');
    const from = name.slice(0, slash);
    const part = name.slice(slash + 1);
    if (from === 'lodash' || from === 'lodash/fp') {
      const all = required[from]();
      if (Object.hasOwn(all, part) && typeof all[part] === 'function') return all[part];
    }
    throw new Error("require('" + name + "') is not possible here; there are lodash, util and dayjs");
  };

  const MOST_LINES = 1000;
  const MOST_LETTERS = 10000;
  const MOST_MAILS = 100;

  // Compiles once. Answers three functions: one that takes all calls as JSON, one that runs the script for one of them, and one
  // that tells more about that run.
  return function (names, body, longest, mayReturn) {
    const script = new own.Function(...names, 'done', 'CE', 'console', 'require', 'notify', "'use strict';\n" + body);
    let calls, answered, answer, failure, failed;
    let lines = [];
    let mails = [];

    const log = (...values) => {
      if (lines.length < MOST_LINES) lines.push(format(...values).slice(0, MOST_LETTERS));
    };
    const console = { log, info: log, warn: log, error: log, debug: log };
    const notify = {
      email: (to, subject, body) => {
        if (mails.length === MOST_MAILS) throw new Error('A script may ask for ' + MOST_MAILS + ' mails, not for more');
        const text = (value) => (value === undefined || value === null ? '' : String(value));
        mails.push({ to: text(to), subject: text(subject), body: typeof body === 'object' ? own.stringify(body) : text(body) });
      },
    };
    const fail = (thrown) => {
      if (!answered && !failed) {
        failed = true;
        failure = thrown;
      }
    };
    // Taken now: what the script does to it afterwards does not count.
    const take = (value) => {
      answer = own.stringify(value === undefined ? null : value) ?? 'null';
    };
    const done = (value) => {
      if (answered || failed) return;
      if (value instanceof own.Promise) {
        answered = true;
        call(own.then, value, take, (thrown) => {
          answered = false;
          fail(thrown);
        });
      } else {
        take(value);
        answered = true;
      }
    };
    const returned = (value) => {
      if (answered || failed || value === undefined) return;
      if (value instanceof own.Promise) call(own.then, value, returned, fail);
      else if (mayReturn) done(value);
    };
    // To spread a list of arguments costs more than a short script does.
    const start = new own.Function(
      'script', 'done', 'CE', 'console', 'require', 'notify',
      "'use strict'; return (values) => script(" + [...names].map((name, at) => 'values[' + at + '], ').join('') + 'done, CE, console, require, notify)',
    )(script, done, CE, console, require, notify);
    // What is thrown after done is ignored, as the platform that clients know has it.
    const attempt = (args) => {
      if (lines.length > 0) lines = [];
      if (mails.length > 0) mails = [];
      answered = failed = false;
      answer = failure = undefined;
      try {
        const value = start(args);
        if (value !== undefined) returned(value);
      } catch (thrown) {
        fail(thrown);
      }
    };
    const load = (text) => {
      calls = own.parse(text);
    };
    // The JSON of the result, or nothing where more has to be said: promises, for example, are kept after this has ended.
    const run = (at) => {
      attempt(calls[at]);
      if (answer !== undefined && !failed && lines.length === 0 && mails.length === 0 && answer.length <= longest) return answer;
    };
    const report = (rejection) => {
      if (!answered && !failed && rejection !== '') fail(rejection);
      const extras = ',"console":' + own.stringify(lines) + ',"mails":' + own.stringify(mails);
      if (answered && answer === undefined) failure = 'The promise that was given to done(...) is never kept: a script cannot wait for anything';
      else if (answered) {
        const text = '{"value":' + answer + extras + '}';
        if (text.length <= longest) return text;
        failure = 'The result, with all that was logged, is longer than ' + longest + ' characters';
        lines = [];
      } else if (!failed) failure = 'A script must call done(...), and this one ended without calling done';
      const reason = describe(failure);
      const text = '{"error":' + own.stringify(reason.text) + ',"line":' + reason.line + ',"console":' + own.stringify(lines) + '}';
      return text.length <= longest ? text : '{"error":' + own.stringify(reason.text) + ',"line":' + reason.line + ',"console":[]}';
    };
    return [load, run, report];
  };

  function describe(failure) {
    if (typeof failure === 'string') return { text: failure.slice(0, MOST_LETTERS), line: 0 };
    let text = 'The script threw something that is no error';
    let line = 0;
    try {
      text =
        typeof failure !== 'object' || failure === null || failure instanceof Error
          ? String(failure)
          : typeof failure.message === 'string'
            ? failure.message
            : own.stringify(failure) ?? text;
      for (const frame of String(failure && failure.stack).split('\n')) {
        const place = /:(\d+)(:\d+)?\)?$/.exec(frame);
        if (place && !frame.includes('prelude.js')) {
          // The line that makes the function strict stands in front, and two of the function itself.
          line = Math.max(0, Number(place[1]) - 3);
          break;
        }
      }
    } catch (again) {
      // An error that cannot even be read.
    }
    return { text: text.slice(0, MOST_LETTERS), line };
  }
});
