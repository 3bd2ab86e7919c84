import { t } from '../strings';
import type { Name, Vocabulary } from './vocabulary';

const call = (name: string, detail: string, info?: string): Name => ({
  name,
  kind: 'function',
  detail,
  ...(info ? { info } : {}),
});
const calls = (text: string): Name[] => text.split(' ').map((name) => call(name, ''));

const HMACS = ['Sha1', 'Sha256', 'Md5'].flatMap((hash) =>
  ['Hex', 'Base64'].map((form) => call(`hmac${hash}${form}`, '(key, text)')),
);

const CE: Name[] = [
  call('md5', '(text)'),
  call('b64', '(text)', t.script.b64),
  call('decode64', '(text)', t.script.decode64),
  call('hmac', "('sha256')('hex')(key, text)", t.script.hmac),
  ...HMACS,
  call('randomString', '()'),
  call('randomEmail', '()'),
];

const UTIL: Name[] = [
  call('format', '(text, ...values)'),
  call('inspect', '(value)'),
  ...calls('isArray isString isNumber isObject isFunction isDate isRegExp isNullOrUndefined'),
];

/** Those of lodash that scripts use; the others work too. */
const LODASH = calls(
  'camelCase capitalize chunk clone cloneDeep compact concat countBy debounce defaults defaultsDeep difference ' +
    'differenceBy drop each endsWith escape every filter find findIndex findKey flatMap flatten flattenDeep forEach ' +
    'forOwn fromPairs get groupBy has head includes intersection invert isArray isBoolean isDate isEmpty isEqual isNil ' +
    'isNumber isPlainObject isString join kebabCase keyBy keys last lowerCase map mapKeys mapValues maxBy merge minBy ' +
    'omit omitBy orderBy pad padStart partition pick pickBy pull random range reduce reject remove replace round sample ' +
    'set size slice snakeCase some sortBy split startCase startsWith sum sumBy take template times toNumber toPairs ' +
    'toString trim truncate unescape union uniq uniqBy unset upperFirst values without words xor zip zipObject',
);

/** What scripts of every kind find around them, beside the names of their own kind. */
export function withStandard(own: Name[]): Vocabulary {
  return {
    names: [
      ...own,
      call('done', '(result)', t.script.done),
      { name: 'CE', kind: 'value', info: t.script.ce, members: CE },
      { name: 'console', kind: 'value', members: calls('log info warn error debug') },
      call('require', "('lodash')", t.script.require),
    ],
    modules: { lodash: LODASH, util: UTIL },
  };
}
