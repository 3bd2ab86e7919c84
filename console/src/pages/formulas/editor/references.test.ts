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
    ["done({ ...steps.find.body, ...steps['find'] });", "done({ ...steps.get.body, ...steps['get'] });"],
    ["done(my?.steps.find, my .steps['find']);", "done(my?.steps.find, my .steps['find']);"],
  ])('%j', (before, after) => expect(renamedInScript(before, 'steps', 'find', 'get')).toBe(after));

  test('that is no identifier', () => {
    expect(renamedInScript('done(steps.find.id);', 'steps', 'find', 'get-it')).toBe('done(steps["get-it"].id);');
    expect(renamedInScript('done(steps?.find);', 'steps', 'find', 'get-it')).toBe('done(steps?.["get-it"]);');
    expect(renamedInScript("done(steps['get-it'].id);", 'steps', 'get-it', "it's")).toBe("done(steps['it\\'s'].id);");
  });
});

describe('a property follows another name', () => {
  const inBraces = { bare: false, rootless: true };
  test.each([
    ['${steps.find.id}', '${steps.get.id}'],
    ['/rooms/${ steps.find[0].id }/x?y=${steps.find}', '/rooms/${steps.get[0].id}/x?y=${steps.get}'],
    ['${find.id}', '${get.id}'],
    ["${steps['find'].x}/${steps[\"find\"]}/${['find'][0]}", "${steps['get'].x}/${steps[\"get\"]}/${['get'][0]}"],
    ["${steps.['find'].x} ${steps['finder']} ${my['find']}", "${steps.['get'].x} ${steps['finder']} ${my['find']}"],
    ['${steps.finder} ${config.find} find', '${steps.finder} ${config.find} find'],
    ['find', 'find'],
    ['find.created', 'find.created'],
    ['steps.find.id', 'steps.find.id'],
  ])('%j', (before, after) => expect(renamedInText(before, 'steps', 'find', 'get', inBraces)).toBe(after));

  test.each([
    ['steps.find.response.body', 'steps.get.response.body'],
    ['find.response.body', 'get.response.body'],
    ["steps['find'].items", "steps['get'].items"],
    ['find', 'get'],
    ['finder.items', 'finder.items'],
    ['["find"]', '["find"]'],
    ['steps.find ${find}', 'steps.find ${get}'],
  ])('also bare, where that is a reference: %j', (before, after) =>
    expect(renamedInText(before, 'steps', 'find', 'get', { bare: true, rootless: true })).toBe(after),
  );

  test('not without its root where that means something else', () =>
    expect(
      renamedInText("${x} ${['x']} ${steps.x} ${steps['x']}", 'steps', 'x', 'y', { bare: false, rootless: false }),
    ).toBe("${x} ${['x']} ${steps.y} ${steps['y']}"));

  test('with dots, dashes and quotes in it', () => {
    expect(renamedInText('${config.max.count}', 'config', 'max.count', 'max', inBraces)).toBe('${config.max}');
    expect(renamedInText('${steps.a-b.c} ${steps.a}', 'steps', 'a', 'z', inBraces)).toBe('${steps.a-b.c} ${steps.z}');
    expect(renamedInText("${steps['a'].c}", 'steps', 'a', "it's", inBraces)).toBe('${steps["it\'s"].c}');
  });
});

test('the names that are used are found', () => {
  expect(namesInScript('[...steps.a, ...config.b]', 'steps')).toEqual(['a']);
  expect(namesInScript("steps.a + steps?.b.c + steps['d-e'] + config.x + x.steps.no", 'steps')).toEqual([
    'a',
    'b',
    'd-e',
  ]);
  expect(pathsInText('/x/${steps.a.b}/${config.room}/${ steps.c }', 'steps')).toEqual(['a.b', 'c']);
  expect(pathsInText("${steps['a b'].c} ${config['x']} ${steps.[\"d\"][0]}", 'steps')).toEqual(['a b.c', 'd[0]']);
});
