import { isDate, type VendorPath } from './paths';

/** Why a value of the provider cannot become what the field says. */
export type Misfit = 'notNumber' | 'notBoolean' | 'notDate' | 'isObject' | 'firstOnly';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/;
const SCALARS = ['string', 'number', 'boolean', 'date'];

const plainType = (type: string) => type.replaceAll(' ', '').toLowerCase();
const elementOf = (type: string) => /^array\[(.*)]$/.exec(plainType(type))?.[1];

/** Whether a field of this type can hold what was seen; nothing when it does, or when nothing is known. */
export function misfit(type: string, vendor: VendorPath | undefined, mask = ''): Misfit | undefined {
  if (!vendor) return undefined;
  const wanted = elementOf(type) ?? plainType(type);
  if (!SCALARS.includes(wanted)) return undefined;
  const items = elementOf(vendor.type);
  const given = items ?? vendor.type;
  if (given === 'object') return 'isObject';
  const fault = scalarFault(wanted, given, vendor.value, mask);
  if (fault) return fault;
  return items !== undefined && elementOf(type) === undefined ? 'firstOnly' : undefined;
}

function scalarFault(wanted: string, given: string, value: unknown, mask: string): Misfit | undefined {
  if (given === 'null' || given === 'array') return undefined;
  const text = typeof value === 'string' ? value.trim() : undefined;
  switch (wanted) {
    case 'number':
      return given === 'number' || (text !== undefined && NUMBER.test(text)) ? undefined : 'notNumber';
    case 'boolean':
      return given === 'boolean' || /^(true|false)$/i.test(text ?? '') ? undefined : 'notBoolean';
    case 'date':
      return given === 'boolean' || (given === 'string' && mask === '' && !dateLike(text)) ? 'notDate' : undefined;
    default:
      return undefined;
  }
}

/** ISO 8601, or the seconds or milliseconds since 1970. */
const dateLike = (text: string | undefined) => text !== undefined && (isDate(text) || /^\d+(\.\d+)?$/.test(text));

/** What has to be written back where the provider's type is another than the field's. */
export function vendorTypeFor(type: string, vendor: VendorPath | undefined): string | undefined {
  const wanted = elementOf(type) ?? plainType(type);
  const given = vendor && (elementOf(vendor.type) ?? vendor.type);
  if (!given || given === wanted || wanted === 'date' || !SCALARS.includes(wanted)) return undefined;
  return given === 'number' || given === 'boolean' || (given === 'string' && wanted !== 'string') ? given : undefined;
}
