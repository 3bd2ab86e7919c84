import { describe, expect, test } from 'vitest';
import { namesInScript, pathsInText, renamedInScript, renamedInText } from './references';

describe('a script follows another name', () => {
  test.each([
    ['done(steps.find.id);', 'done(steps.get.id);'],
    ['done(steps?.find?.id);', 'done(steps?.get?.id);'],
    ['done(steps[\'find\'].id, steps [ "find" ]);', 'done(steps[\'get\'].id, steps [ "get" ]);'],
    ['done(steps.finder, mysteps.find, my.steps.find);', 'done(steps.finder, mysteps.find, my.steps.find);'],
    ['done(find, config.find);', 'done(find, config.find);'],
    ['done([...[steps.find]]);', 'done([...[steps.get]]);'],
  ])('%j', (before, after) => expect(renamedInScript(before, 'steps', 'find', 'get')).toBe(after));

  test('that is no identifier', () => {
    expect(renamedInScript('done(steps.find.id);', 'steps', 'find', 'get-it')).toBe('done(steps["get-it"].id);');
    expect(renamedInScript('done(steps?.find);', 'steps', 'find', 'get-it')).toBe('done(steps?.["get-it"]);');
    expect(renamedInScript("done(steps['get-it'].id);", 'steps', 'get-it', "it's")).toBe("done(steps['it\\'s'].id);");
  });
});

describe('a property follows another name', () => {
  test.each([
    ['${steps.find.id}', '${steps.get.id}'],
    ['/rooms/${ steps.find[0].id }/x?y=${steps.find}', '/rooms/${steps.get[0].id}/x?y=${steps.get}'],
    ['${find.id}', '${get.id}'],
    ['steps.find.response.body', 'steps.get.response.body'],
    ['find.response.body', 'get.response.body'],
    ['${steps.finder} ${config.find} find', '${steps.finder} ${config.find} find'],
    ['find', 'find'],
    ['find.all the rooms', 'find.all the rooms'],
  ])('%j', (before, after) => expect(renamedInText(before, 'steps', 'find', 'get')).toBe(after));

  test('with dots and dashes in it', () => {
    expect(renamedInText('${config.max.count}', 'config', 'max.count', 'max')).toBe('${config.max}');
    expect(renamedInText('${steps.a-b.c} ${steps.a}', 'steps', 'a', 'z')).toBe('${steps.a-b.c} ${steps.z}');
  });
});

test('the names that are used are found', () => {
  expect(namesInScript("steps.a + steps?.b.c + steps['d-e'] + config.x + x.steps.no", 'steps')).toEqual([
    'a',
    'b',
    'd-e',
  ]);
  expect(pathsInText('/x/${steps.a.b}/${config.room}/${ steps.c }', 'steps')).toEqual(['a.b', 'c']);
});
