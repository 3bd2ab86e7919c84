import { withStandard } from '../../script/standard';
import { joinedNames, type Name, type Vocabulary } from '../../script/vocabulary';
import { t } from '../../strings';
import type { Row } from './draft';
import type { VendorPath } from './paths';

const typeWord = (type: string) => t.mapper.vendorTypes[type] ?? type;

/** The provider's places as names; what `items[*].id` says of a list is said of its items. */
export const vendorNames = (tree: readonly VendorPath[]): Name[] =>
  tree
    .map(({ path, name, type, children }): Name => {
      // Places that no sample has are listed flat, by their whole path.
      if (children.length === 0 && name === path && /[.[]/.test(path)) return nested(path, type);
      const list = type.startsWith('array');
      const inside = vendorNames(children);
      return {
        name,
        kind: list ? 'list' : 'value',
        detail: typeWord(type),
        ...(inside.length > 0 ? (list ? { items: inside } : { members: inside }) : {}),
      };
    })
    .reduce<Name[]>((all, each) => joinedNames(all, [each]), []);

const STEP = /([^.[\]]+)(\[[^\]]*])*/y;

/** A path as the names that it is made of: `Users[*].name` is a list whose items have a name. */
function nested(path: string, type: string): Name {
  STEP.lastIndex = 0;
  const [whole = path, name = path, brackets] = STEP.exec(path) ?? [];
  const rest = path.slice(whole.length).replace(/^\./, '');
  const list = brackets !== undefined || (rest === '' && type.startsWith('array'));
  if (rest === '') return { name, kind: list ? 'list' : 'value', detail: typeWord(type) };
  const inside = [nested(rest, type)];
  return list ? { name, kind: 'list', items: inside } : { name, kind: 'value', members: inside };
}

/** The object's own fields as names. */
export const fieldNames = (rows: readonly Pick<Row, 'path' | 'type'>[]): Name[] =>
  rows.map(({ path, type }) => nested(path, type)).reduce<Name[]>((all, each) => joinedNames(all, [each]), []);

/**
 * What a mapping's script finds. It runs in both directions, so either object may have either one's fields; those that it has when
 * the application reads come first.
 */
export function mappingVocabulary(
  tree: readonly VendorPath[],
  rows: readonly Pick<Row, 'path' | 'type'>[],
): Vocabulary {
  const vendor = vendorNames(tree);
  const own = fieldNames(rows);
  return withStandard([
    {
      name: 'transformedObject',
      kind: 'value',
      detail: t.mapper.script.transformed,
      info: t.mapper.script.transformedInfo,
      members: joinedNames(own, vendor),
    },
    {
      name: 'originalObject',
      kind: 'value',
      detail: t.mapper.script.original,
      info: t.mapper.script.originalInfo,
      members: joinedNames(vendor, own),
    },
    { name: 'fromVendor', kind: 'value', detail: typeWord('boolean'), info: t.mapper.script.fromVendorInfo },
  ]);
}
