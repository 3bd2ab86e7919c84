/** Whether two values are equal, in whatever order their members stand. */
export const same = (one: unknown, other: unknown) => text(one) === text(other);

const text = (value: unknown) =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  );
