// The surroundings of a tenant's script. The host gives one function that takes and returns texts; everything else is made here,
// so that no object of the host is ever in reach.
(function (host, lodashSource) {
  'use strict';
  delete globalThis.Java;
  const own = { parse: JSON.parse, stringify: JSON.stringify, toLowerCase: String.prototype.toLowerCase };
  const call = Function.prototype.call.bind(Function.prototype.call);
  const lower = (text) => call(own.toLowerCase, String(text));

  const hmac = (algorithm) => (encoding) => (secret, text) =>
    host('hmac', lower(algorithm), lower(encoding), String(secret), String(text));
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const randomString = () => {
    let text = '';
    for (let i = 0; i < 10; i++) text += letters[Math.floor(Math.random() * letters.length)];
    return text;
  };
  const CE = {
    randomString,
    randomEmail: () => randomString() + '@' + randomString() + '.com',
    md5: (text) => host('md5', String(text), '', '', ''),
    b64: (text) => host('b64', String(text), '', '', ''),
    decode64: (text) => host('decode64', String(text), '', '', ''),
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

  let lodash;
  const require = (name) => {
    if (name === 'util') return util;
    if (name === 'lodash' || lower(name).startsWith('lodash/')) {
      if (!lodash) {
        const module = { exports: {} };
        // As a module would see it; the library then leaves the global names alone.
        new Function('module', 'exports', lodashSource())(module, module.exports);
        lodash = module.exports;
      }
      const part = name.slice('lodash/'.length);
      if (name === 'lodash') return lodash;
      if (typeof lodash[part] === 'function') return lodash[part];
    }
    throw new Error("require('" + name + "') is not possible here; there are lodash and util");
  };

  const MOST_LINES = 1000;
  const MOST_LETTERS = 10000;

  // Compiles once; answers a function that runs the script for each call of a list, and puts the results together as JSON.
  return function (names, body, longest) {
    const script = new Function(...names, 'done', 'CE', 'console', 'require', "'use strict';\n" + body);
    const run = (args) => {
      const lines = [];
      const log = (...values) => {
        if (lines.length < MOST_LINES) lines.push(format(...values).slice(0, MOST_LETTERS));
      };
      const console = { log, info: log, warn: log, error: log, debug: log };
      let answered = false;
      let answer;
      const done = (value) => {
        if (!answered) {
          // Taken now: what the script does to it afterwards does not count.
          answer = own.stringify(value === undefined ? null : value);
          answered = true;
        }
      };
      let failure;
      try {
        const returned = script(...args, done, CE, console, require);
        if (!answered && returned !== undefined) done(returned);
      } catch (thrown) {
        failure = thrown;
      }
      if (answered) {
        const text = '{"value":' + (answer === undefined ? 'null' : answer) + ',"console":' + own.stringify(lines) + '}';
        if (text.length <= longest) return text;
        failure = 'The result is longer than ' + longest + ' characters';
        lines.length = 0;
      }
      const reason =
        failure === undefined ? { text: 'The script ended without calling done(...)', line: 0 } : describe(failure);
      return own.stringify({ error: reason.text, line: reason.line, console: lines });
    };
    return function (callsText) {
      const calls = own.parse(callsText);
      let results = '[';
      for (let i = 0; i < calls.length; i++) {
        host('next', '', '', '', '');
        results += (i === 0 ? '' : ',') + run(calls[i]);
      }
      return results + ']';
    };
  };

  function describe(failure) {
    if (typeof failure === 'string') return { text: failure, line: 0 };
    let text = 'The script threw something that is no error';
    let line = 0;
    try {
      text = String(failure);
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
