import { expect, test } from 'vitest';
import { samples } from './samples';

const secrets = { user: 'u/1=', organization: 'o2', element: 't+3=' };

test.each(samples)('the sample in $language holds the address and all three secrets', ({ code }) => {
  const text = code('http://localhost:8080/elements/api-v2/channels', secrets);
  expect(text).toContain('http://localhost:8080/elements/api-v2/channels');
  expect(text).toContain('User u/1=, Organization o2, Element t+3=');
});
