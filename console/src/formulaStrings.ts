import { canvas } from './formulaStrings/canvas';
import { comparison } from './formulaStrings/comparison';
import { editor } from './formulaStrings/editor';
import { executions } from './formulaStrings/executions';
import { formula } from './formulaStrings/formula';
import { instances } from './formulaStrings/instances';
import { jobs } from './formulaStrings/jobs';
import { kinds } from './formulaStrings/kinds';
import { list } from './formulaStrings/list';
import { notices } from './formulaStrings/notices';
import { parts } from './formulaStrings/parts';
import { problems } from './formulaStrings/problems';
import { properties } from './formulaStrings/properties';
import { run } from './formulaStrings/run';
import { test } from './formulaStrings/test';
import { variables } from './formulaStrings/variables';

/** The English texts of formulas: apart from the others, because a first visit needs none of them. */
export const f = {
  ...list,
  ...formula,
  ...instances,
  ...jobs,
  ...run,
  ...executions,
  ...notices,
  ...comparison,
  ...editor,
  ...canvas,
  ...problems,
  ...parts,
  ...variables,
  ...test,
  ...properties,
  ...kinds,
};
